// Messages that come in one packet with the 101 are not lost, nor is a handler set in a promise.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/early?n=3`);
  ws.onopen = () => console.log('open');
  ws.onmessage = (e) => { console.log(e.data); if (e.data === 'early 3') ws.close(); };
// want: open
// want: early 1
// want: early 2
// want: early 3
}
// want metric: ws_msgs_received 3
