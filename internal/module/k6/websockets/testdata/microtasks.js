// Each listener is followed by its microtasks, each event is a task of its own.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/early?n=2`);
  const order = [];
  ws.addEventListener('message', (e) => { order.push('1'); Promise.resolve().then(() => order.push('micro')); });
  ws.addEventListener('message', (e) => {
    order.push('2');
    if (e.data === 'early 2') { console.log(order.join()); ws.close(); }
  });
// want: 1,micro,2,1,micro,2
}
