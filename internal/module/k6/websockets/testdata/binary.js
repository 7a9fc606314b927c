// A binary message is a Blob, or with binaryType an ArrayBuffer.
// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/binary?size=3`);
  ws.onmessage = async (e) => {
    if (e.data instanceof Blob) {
      console.log(e.data.size, new Uint8Array(await e.data.arrayBuffer()).join());
      ws.binaryType = 'x'; // ignored, as the standard says of enumerations
      console.log(ws.binaryType);
      ws.binaryType = 'arraybuffer';
      console.log(ws.binaryType);
      ws.send(e.data);
      return;
    }
    console.log(e.data instanceof ArrayBuffer, new Uint8Array(e.data).join());
    ws.close();
  };
// want: 3 0,1,2
// want: blob
// want: arraybuffer
// want: true 0,1,2
}
// want metric: ws_msgs_received 2
