// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
export default function () {
  const s = new WebSocket(`${__ENV.URL}/echo`); s.binaryType = 'arraybuffer'; const sizes = [0, 1, 125, 126, 4096, 65536, 300000];
  s.onopen = () => { for (const n of sizes) { s.send(new Uint8Array(n)); s.send('é'.repeat(n)); } console.log(s.bufferedAmount); };
  let n = 0; s.onmessage = (e) => { console.log(e.data.byteLength ?? e.data.length); if (++n === 2 * sizes.length) { console.log(s.bufferedAmount); s.close(); } };
}
