// The subprotocol the server chose, as an attribute and as a tag.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/subproto?want=b`, ['a', 'b']);
  ws.onopen = () => { console.log(ws.protocol); ws.close(); };
// want: b
}
// want metric: ws_sessions{subproto:b} 1
