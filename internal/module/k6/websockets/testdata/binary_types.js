// All binary kinds there and back.
// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';

export default function () {
  const s = new WebSocket(__ENV.URL + '/echo');
  console.log(s.binaryType);
  let n = 0;
  const data = new Uint8Array([0, 1, 2, 3]);
  s.onopen = () => s.send(data.subarray(1, 3));
  s.onmessage = async (e) => {
    n++;
    if (n === 1) {
      console.log(e.data instanceof Blob, e.data.size, new Uint8Array(await e.data.arrayBuffer()).join());
      s.binaryType = 'arraybuffer';
      s.send(new Blob(['a', new Uint8Array([98]), new Blob(['c'])]));
    } else if (n === 2) {
      console.log(e.data instanceof ArrayBuffer, String.fromCharCode(...new Uint8Array(e.data)));
      s.send(data.buffer);
    } else {
      console.log(e.data.byteLength);
      s.close();
    }
  };
}
// want: blob
// want: true 2 1,2
// want: true abc
// want: 4
