// What is sent after close is an error each, and not counted.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(`${__ENV.URL}/echo`, (socket) => {
    socket.on('error', (e) => console.log(e.error() === 'websocket: close sent'));
    socket.on('open', () => {
      socket.close();
      socket.send('x');
      socket.sendBinary(new ArrayBuffer(1));
      socket.ping();
    });
// want: true
// want: true
// want: true
  });
}
// want metric: ws_msgs_sent 0
