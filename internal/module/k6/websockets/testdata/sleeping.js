// While a handler sleeps, messages wait, but pings are answered.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';
import { sleep } from 'k6';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/pinger?every=1ms&n=3`);
  ws.onopen = () => {
    setTimeout(() => { console.log('timer'); ws.close(); }, 60);
    sleep(0.12);
    console.log('slept');
  };
  ws.onmessage = (e) => console.log(e.data, Date.now() - e.timestamp > 30);
// want: slept
// want: pong 1 true
// want: pong 2 true
// want: pong 3 true
// want: timer
}
