// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  ws.connect(__ENV.URL + '/echo', function (socket) {
    socket.on('open', () => socket.sendBinary(new Uint8Array([1, 2, 255]).buffer));
    socket.on('binaryMessage', (b) => { console.log(b instanceof ArrayBuffer, new Uint8Array(b).join()); socket.close(); });
  });
}
// want: true 1,2,255
