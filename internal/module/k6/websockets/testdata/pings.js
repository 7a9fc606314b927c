// An own ping: a pong event and one value of ws_ping; pings are no messages.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  let pongs = 0;
  ws.onopen = () => { ws.ping(); ws.ping(); };
  ws.onpong = (e) => {
    console.log(e.type, new Uint8Array(e.data).length);
    if (++pongs === 2) ws.close();
  };
// want: pong 1
// want: pong 1
}
// want metric: ws_ping 2
// want metric: ws_msgs_sent 0
