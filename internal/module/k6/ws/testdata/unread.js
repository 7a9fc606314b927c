// A VU that does not read pauses its sockets: nothing is lost, and a metric says so.
// env: URL={{URL}}
import ws from 'k6/ws';
import { sleep } from 'k6';

export default function () {
  let bytes = 0;
  ws.connect(`${__ENV.URL}/push?n=100&size=20000&close=1`, (socket) => {
    socket.on('open', () => sleep(0.05));
    socket.on('message', (text) => { bytes += text.length; });
    socket.on('close', (code) => console.log(bytes, code));
// want: 2000000 1000
  });
}
// want metric: ws_msgs_received 100
