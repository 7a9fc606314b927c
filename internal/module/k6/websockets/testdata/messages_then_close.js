// All messages come before the close that follows them.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const s = new WebSocket(__ENV.URL + '/push?n=100&close=1');
  let n = 0;
  s.onmessage = () => n++;
  s.onclose = () => console.log(n);
}
// want: 100
