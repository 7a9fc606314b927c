// What send takes: Blobs, buffers and all their views; anything else as its text.
// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const bytes = new Uint8Array([65, 66, 67, 68, 69, 70, 71, 72]);
  const ws = new WebSocket(`${__ENV.URL}/record`);
  ws.onopen = () => {
    ws.send('żó\ud800');
    ws.send(bytes.buffer.slice(0, 4));
    ws.send(bytes.subarray(1, 3));
    ws.send(new DataView(bytes.buffer, 6));
    ws.send(new Blob(['blob ', bytes.subarray(0, 1)]));
    ws.send('');
    for (const view of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]) {
      ws.send(new view(bytes.buffer));
      if (view.BYTES_PER_ELEMENT < 8) ws.send(new view(bytes.buffer, 8 - view.BYTES_PER_ELEMENT, 1));
    }
    for (const text of [5, true, null, undefined, {}, [1, 2], 10n, new String('text'), { toString: () => 'own' }, { buffer: bytes.buffer, byteOffset: 0, byteLength: 1 }]) ws.send(text);
    console.log(said(() => ws.send()));
// want: TypeError: Failed to execute 'send' on 'WebSocket': 1 argument required, but only 0 present.
    console.log(said(() => ws.send(Symbol('x'))).slice(0, 9), said(() => ws.send({ toString() { throw new Error('mine'); } })));
// want: TypeError Error: mine
    ws.close(3456, 'bye');
  };
  ws.onclose = () => {
    const told = new WebSocket(`${__ENV.URL}/recorded`);
    told.onmessage = (e) => { e.data.split(' ').forEach((line) => console.log(line)); told.close(); };
  };
// want: 1:"żó�"
// want: 2:"ABCD"
// want: 2:"BC"
// want: 2:"GH"
// want: 2:"blob
// want: A"
// want: 1:""
// want: 2:"ABCDEFGH"
// want: 2:"H"
// want: 2:"ABCDEFGH"
// want: 2:"H"
// want: 2:"ABCDEFGH"
// want: 2:"H"
// want: 2:"ABCDEFGH"
// want: 2:"GH"
// want: 2:"ABCDEFGH"
// want: 2:"GH"
// want: 2:"ABCDEFGH"
// want: 2:"EFGH"
// want: 2:"ABCDEFGH"
// want: 2:"EFGH"
// want: 2:"ABCDEFGH"
// want: 2:"EFGH"
// want: 2:"ABCDEFGH"
// want: 2:"ABCDEFGH"
// want: 2:"ABCDEFGH"
// want: 1:"5"
// want: 1:"true"
// want: 1:"null"
// want: 1:"undefined"
// want: 1:"[object
// want: Object]"
// want: 1:"1,2"
// want: 1:"10"
// want: 1:"text"
// want: 1:"own"
// want: 1:"[object
// want: Object]"
// want: close
// want: 3456
// want: "bye"
}
// want metric: ws_msgs_sent 35
