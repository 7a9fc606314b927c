// Messages that come after the script's close are dropped and not counted.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/push?n=50`);
  let n = 0;
  ws.onmessage = () => { if (++n === 10) ws.close(); };
  ws.onclose = (e) => console.log(n, e.code);
// want: 10 1005
}
// want metric: ws_msgs_received 10
