// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  ws.connect(__ENV.URL + '/rsv', function (socket) {
    socket.on('open', () => socket.send('go'));
    socket.on('error', (e) => console.log('error ' + e.error()));
    socket.on('close', (c) => console.log('close ' + c));
  });
}
// want: error websocket: close sent
// want: close 1001
