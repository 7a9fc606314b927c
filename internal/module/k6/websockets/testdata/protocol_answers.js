// The subprotocol in the answer: one that was asked for, or the connection fails.
// env: URL={{URL}}
const answered = (path, asked, headers) => new Promise((resolve) => {
  const ws = new WebSocket(__ENV.URL + path, asked, { headers });
  ws.onopen = () => ws.close();
  ws.onerror = (e) => console.log(e.error);
  ws.onclose = (e) => resolve(`${e.code} ${ws.protocol}|`);
});

export default async function () {
  console.log(await answered('/subproto?want=b', ['a', 'b']));
// want: 1005 b|
  console.log(await answered('/echo', ['a', 'b']));
// want: websocket: the server chose none of the subprotocols asked for
// want: 1006 |
  console.log(await answered('/subproto?want=c', ['a', 'b']));
// want: websocket: the server chose the subprotocol "c", which was not asked for
// want: 1006 |
  console.log(await answered('/subproto?want=B', ['a', 'b']));
// want: websocket: the server chose the subprotocol "B", which was not asked for
// want: 1006 |
  console.log(await answered('/subproto?want=b', []));
// want: websocket: the server chose the subprotocol "b", which was not asked for
// want: 1006 |
  console.log(await answered('/echo', [], { 'Sec-WebSocket-Protocol': 'a, b' })); // k6's way of asking
// want: 1005 |
}
// want metric: ws_errors{phase:upgrade,code:bad-handshake} 4
