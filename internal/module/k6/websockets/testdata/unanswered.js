// A peer that never answers the close frame: a deadline, then 1006.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/mute`);
  ws.onopen = () => ws.close();
  ws.onerror = (e) => console.log(e.error);
  ws.onclose = (e) => console.log(e.code, e.wasClean);
// want: websocket: the peer did not answer the close frame in time
// want: 1006 false
}
// want metric: ws_session_duration 1
// want metric: ws_errors{phase:close,code:timeout} 1
