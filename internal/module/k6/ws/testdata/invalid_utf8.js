// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  ws.connect(__ENV.URL + '/badutf8', function (socket) {
    socket.on('open', () => socket.send('go'));
    socket.on('message', () => console.log('never'));
    socket.on('close', (c) => console.log('close ' + c));
  });
}
// want: close 1007
