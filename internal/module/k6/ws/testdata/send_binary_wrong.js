// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  ws.connect(__ENV.URL + '/echo', function (socket) {
    for (const args of [[], [undefined], [null], [5], ['x'], [new Uint8Array(1)]]) {
      try { socket.sendBinary(...args); } catch (e) { console.log(e.message); }
    }
    socket.close();
  });
}
// want: missing argument, expected ArrayBuffer
// want: expected ArrayBuffer as argument, received: undefined
// want: expected ArrayBuffer as argument, received: null
// want: expected ArrayBuffer as argument, received: Number
// want: expected ArrayBuffer as argument, received: String
// want: expected ArrayBuffer as argument, received: Uint8Array
