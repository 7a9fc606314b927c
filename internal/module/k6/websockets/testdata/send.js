// What send takes: strings, buffers and their views, Blobs.
// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const bytes = new Uint8Array([65, 66, 67, 68]);
  const ws = new WebSocket(`${__ENV.URL}/record`);
  ws.onopen = () => {
    ws.send('żó\ud800');
    ws.send(bytes.buffer);
    ws.send(bytes.subarray(1, 3));
    ws.send(new DataView(bytes.buffer, 2));
    ws.send(new Blob(['blob ', bytes]));
    ws.send(new Uint16Array([0x4241]));
    ws.send('');
    for (const bad of [{ buffer: new ArrayBuffer(1) }, { buffer: bytes.buffer, byteOffset: 9, byteLength: 1e300 }, 5, true, null, undefined, {}, [], new Date(0), () => 1]) console.log(said(() => ws.send(bad)).startsWith('GoError: unsupported send type '));
// want: true
// want: true
// want: true
// want: true
// want: true
// want: true
// want: true
// want: true
// want: true
// want: true
    ws.close(3456, 'bye');
  };
  ws.onclose = () => {
    const told = new WebSocket(`${__ENV.URL}/recorded`);
    told.onmessage = (e) => { console.log(e.data); told.close(); };
  };
// want: 1:"żó�" 2:"ABCD" 2:"BC" 2:"CD" 2:"blob ABCD" 2:"AB" 1:"" close 3456 "bye"
}
// want metric: ws_msgs_sent 7
