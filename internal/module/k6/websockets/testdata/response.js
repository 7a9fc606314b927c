// The server's answer to the upgrade, also when it refuses.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

const answered = (path) => new Promise((resolve) => {
  const ws = new WebSocket(__ENV.URL + path);
  console.log(ws.response);
  ws.onerror = (e) => console.log(e.error);
  ws.onopen = () => ws.close();
  ws.onclose = () => resolve(ws);
});

export default async function () {
  let ws = await answered('/twofold');
// want: null
  console.log(ws.response.status, ws.response.headers.Upgrade, ws.response.headers['X-Twice'], JSON.stringify(ws.response.body), ws.response === ws.response);
// want: 101 websocket a, b "" true
  ws = await answered('/moved');
// want: null
// want: websocket: bad handshake: the server redirects to wss://other.example/path, and redirects are not followed
  console.log(ws.response.status, ws.response.headers.Location, ws.response.body);
// want: 302 wss://other.example/path elsewhere
  ws = await answered('/garbage');
// want: null
  console.log(ws.response);
// want: malformed HTTP response "I do not speak HTTP"
// want: null
}
// want metric: ws_errors{phase:upgrade,code:status-302} 1
