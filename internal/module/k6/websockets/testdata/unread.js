// A VU that does not read pauses its sockets: nothing is lost.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';
import { sleep } from 'k6';

export default function () {
  let bytes = 0;
  const ws = new WebSocket(`${__ENV.URL}/push?n=100&size=20000&close=1`);
  ws.onopen = () => sleep(0.05);
  ws.onmessage = (e) => { bytes += e.data.length; };
  ws.onclose = (e) => console.log(bytes, e.code);
// want: 2000000 1000
}
// want metric: ws_msgs_received 100
