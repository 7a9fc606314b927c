// Both close at once: what the server said first is what the script hears.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';
import { sleep } from 'k6';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/otherclose`);
  ws.onmessage = () => {
    sleep(0.03); // the server's close frame has come
    ws.send('into the void');
    ws.close(1000);
    console.log(ws.readyState);
  };
  ws.onerror = () => console.log('never');
  ws.onclose = (e) => console.log(e.code, e.reason, e.wasClean);
// want: 2
// want: 4001 mine true
}
// want metric: ws_msgs_sent 0
