// An async handler that rejects is heard of once connect has returned.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(`${__ENV.URL}/echo`, (socket) => {
    socket.on('open', async () => {
      socket.setTimeout(() => socket.close(), 5);
      throw new Error('later');
    });
  });
  console.log('returned');
// want: returned
// want error: Uncaught (in promise) Error: later
}
