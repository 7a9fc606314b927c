import { WebSocket } from 'k6/websockets';
export default function () {
  let n = 0, bytes = 0; const s = new WebSocket(`${__ENV.URL}/push?rate=0&size=1000&n=200`); s.binaryType = 'arraybuffer';
  s.onmessage = (e) => { n++; bytes += e.data.byteLength ?? e.data.length; if (n === 200) { s.close(); } }; s.onclose = (e) => console.log(n, bytes, e.code);
}
