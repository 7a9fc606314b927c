// The subprotocol the server chose is a tag.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  const headers = { 'Sec-WebSocket-Protocol': 'chat' };
  const res = ws.connect(`${__ENV.URL}/subproto?want=chat`, { headers }, (socket) => socket.close());
  console.log(res.headers['Sec-Websocket-Protocol']);
// want: chat
}
// want metric: ws_sessions{subproto:chat} 1
