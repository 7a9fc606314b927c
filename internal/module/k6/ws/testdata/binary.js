// sendBinary takes an ArrayBuffer, binaryMessage gives one.
// env: URL={{URL}}
import ws from 'k6/ws';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  ws.connect(`${__ENV.URL}/echo`, (socket) => {
    socket.on('open', () => {
      for (const bad of [undefined, null, 5, 'x', true, {}, [], new Uint8Array(1)]) console.log(said(() => socket.sendBinary(bad)));
      console.log(said(() => socket.sendBinary()));
      socket.sendBinary(new Uint8Array([1, 2, 255]).buffer);
    });
// want: GoError: expected ArrayBuffer as argument, received: undefined
// want: GoError: expected ArrayBuffer as argument, received: null
// want: GoError: expected ArrayBuffer as argument, received: Number
// want: GoError: expected ArrayBuffer as argument, received: String
// want: GoError: expected ArrayBuffer as argument, received: Boolean
// want: GoError: expected ArrayBuffer as argument, received: Object
// want: GoError: expected ArrayBuffer as argument, received: Array
// want: GoError: expected ArrayBuffer as argument, received: Uint8Array
// want: GoError: missing argument, expected ArrayBuffer
    socket.on('message', () => console.log('never'));
    socket.on('binaryMessage', (data) => {
      console.log(data instanceof ArrayBuffer, new Uint8Array(data).join());
      socket.close();
    });
// want: true 1,2,255
  });
}
// want metric: ws_msgs_sent 1
// want metric: ws_msgs_received 1
