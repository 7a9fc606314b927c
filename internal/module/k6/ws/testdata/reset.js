// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  ws.connect(__ENV.URL + '/drop', function (socket) {
    socket.on('open', () => socket.send('go'));
    socket.on('error', (e) => console.log('error', e.error().length > 0));
    socket.on('close', (c) => console.log('close ' + c));
  });
}
// want: error true
// want: close 1001
