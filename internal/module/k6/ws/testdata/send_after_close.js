// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  ws.connect(__ENV.URL + '/echo', null, function (socket) {
    socket.on('open', () => { socket.close(); socket.send('late'); socket.ping(); socket.sendBinary(new ArrayBuffer(1)); });
    socket.on('error', (e) => console.log(e.error(), String(e) === e.error(), e instanceof Error));
  });
}
// want: websocket: close sent true false
// want: websocket: close sent true false
// want: websocket: close sent true false
