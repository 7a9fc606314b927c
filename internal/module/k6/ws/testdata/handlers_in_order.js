// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  ws.connect(__ENV.URL + '/echo', {}, function (socket) {
    socket.on('open', () => console.log('one'));
    socket.on('open', () => { console.log('two'); socket.close(); });
    socket.on('open', () => console.log('three'));
    socket.on('close', (c) => console.log('close ' + c));
    socket.on('nonsense', () => console.log('never'));
    socket.on('open', 'no function');
  });
}
// want: one
// want: two
// want: close 1001
// want: three
