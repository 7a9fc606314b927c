// While a VU sleeps, its own timers wait; what is due runs afterwards.
import { sleep } from 'k6';

export default function () {
  const order = [];
  setTimeout(() => { order.push('timer'); console.log(order.join()); }, 1);
  sleep(0.02);
  order.push('slept');
  Promise.resolve().then(() => order.push('promise'));
}
// want: slept,promise,timer
