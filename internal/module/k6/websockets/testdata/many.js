// Many sockets in one VU.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  let open = 0;
  let closed = 0;
  const all = [];
  for (let i = 0; i < 50; i++) {
    const ws = new WebSocket(`${__ENV.URL}/echo`);
    all.push(ws);
    ws.onopen = () => { if (++open === 50) all.forEach((s) => s.close()); };
    ws.onclose = () => { if (++closed === 50) console.log('all closed'); };
  }
// want: all closed
}
// want metric: ws_sessions 50
// want metric: ws_session_duration 50
// want metric: ws_open_sockets 0
