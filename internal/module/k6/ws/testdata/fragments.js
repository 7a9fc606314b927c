// A message in pieces, with pings between, is one message.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(`${__ENV.URL}/fragment`, (socket) => {
    socket.on('open', () => socket.send('in three pieces'));
    socket.on('message', (text) => { console.log(text); socket.close(); });
// want: in three pieces
  });
}
