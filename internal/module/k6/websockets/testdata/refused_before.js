// What only shows when connecting begins: error, then close, and no connection tried.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

function fails(url, protocols, headers, closes) {
  const ws = new WebSocket(url, protocols, { headers });
  console.log(ws.readyState);
  if (closes) ws.close();
  ws.onopen = () => console.log('never');
  ws.onerror = (e) => console.log(e.type, e.error, ws.readyState);
  ws.onclose = (e) => console.log(e.code, e.wasClean);
}

export default function () {
  fails(__ENV.URL, null, { connection: '' }, true);
  fails(__ENV.URL, null, { upgrade: '' });
  fails(__ENV.URL, ['a'], { 'Sec-WebSocket-Protocol': 'b' });
// want: 0
// want: 0
// want: 0
// want: error websocket: duplicate header not allowed: Connection 3
// want: 1006 false
// want: error websocket: duplicate header not allowed: Upgrade 3
// want: 1006 false
// want: error websocket: duplicate header not allowed: Sec-Websocket-Protocol 3
// want: 1006 false
}
// want metric: ws_sessions 3
// want metric: ws_session_duration 0
