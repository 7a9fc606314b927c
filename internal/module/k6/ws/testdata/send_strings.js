// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  const got = [];
  ws.connect(__ENV.URL + '/echo', function (socket) {
    socket.on('open', () => { for (const v of [{}, 5, true, null, undefined, 'h\u00e9']) socket.send(v); socket.send(); });
    socket.on('message', (m) => { got.push(m); if (got.length === 7) socket.close(); });
  });
  console.log(got.join('|'));
}
// want: [object Object]|5|true|||hé|
