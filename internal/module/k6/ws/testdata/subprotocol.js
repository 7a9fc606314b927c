// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  const res = ws.connect(__ENV.URL + '/subproto?want=chat', { headers: { 'Sec-WebSocket-Protocol': 'chat, other' } }, (s) => s.close());
  console.log(res.headers['Sec-Websocket-Protocol']);
}
// want: chat
