// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  ws.connect(__ENV.URL + '/echo', function (socket) {
    socket.on('open', () => socket.ping());
    socket.on('pong', function () { console.log('pong', arguments.length); socket.close(); });
  });
}
// want: pong 0
