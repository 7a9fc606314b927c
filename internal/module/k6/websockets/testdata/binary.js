// A binary message is a Blob, or with binaryType an ArrayBuffer.
// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/binary?size=3`);
  ws.onmessage = async (e) => {
    if (e.data instanceof Blob) {
      console.log(e.data.size, new Uint8Array(await e.data.arrayBuffer()).join());
      console.log(said(() => { ws.binaryType = 'x'; }));
      ws.binaryType = 'arraybuffer';
      console.log(ws.binaryType);
      ws.send(e.data);
      return;
    }
    console.log(e.data instanceof ArrayBuffer, new Uint8Array(e.data).join());
    ws.close();
  };
// want: 3 0,1,2
// want: GoError: unknown binaryType x, the supported ones are "blob" and "arraybuffer"
// want: arraybuffer
// want: true 0,1,2
}
// want metric: ws_msgs_received 2
