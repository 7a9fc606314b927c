// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
export const options = { vus: 1, iterations: 3 };
export default function () {
  const open = (left) => { const s = new WebSocket(`${__ENV.URL}/echo`); s.onopen = () => s.send('left ' + left); s.onmessage = (e) => { console.log(__ITER, e.data); s.close(); }; s.onclose = () => { if (left > 0) { open(left - 1); } }; };
  open(2);
}
