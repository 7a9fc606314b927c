// All messages come before the close that follows them.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  let n = 0;
  ws.connect(`${__ENV.URL}/push?n=500&close=1`, (socket) => {
    socket.on('message', (text) => { if (text === String(n + 1)) n++; });
    socket.on('close', (code) => console.log(n, code));
// want: 500 1000
  });
}
// want metric: ws_msgs_received 500
