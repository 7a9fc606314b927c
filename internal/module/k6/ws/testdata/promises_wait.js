// Promises run when connect has returned.
// env: URL={{URL}}
import ws from 'k6/ws';

export default async function () {
  Promise.resolve().then(() => console.log('promise'));
  ws.connect(__ENV.URL + '/echo', function (socket) {
    socket.on('open', () => { console.log('open'); socket.close(); });
  });
  console.log('returned');
}
// want: open
// want: returned
// want: promise
