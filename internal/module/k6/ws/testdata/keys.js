// The socket's methods work without their socket.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(__ENV.URL + '/echo', function (socket) {
    console.log(Object.keys(socket).join());
    const { send, close, on } = socket;
    on('open', () => send('detached'));
    on('message', (m) => { console.log(m); close(); });
  });
}
// want: on,send,sendBinary,ping,close,setTimeout,setInterval
// want: detached
