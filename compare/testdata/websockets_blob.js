// differs: pings and close frames: ws_msgs_sent
import { WebSocket, Blob } from 'k6/websockets';
export default async function () {
  const b = new Blob(['ab', new Uint8Array([99]), new Blob(['d'])], { type: 'text/plain' });
  console.log(b.size, b.type, await b.text(), (await b.arrayBuffer()).byteLength, Array.from(await b.bytes()), await b.slice(1, 3).text(), String(b), await b.slice(2).text(), new Blob().size);
  const s = new WebSocket(`${__ENV.URL}/echo`);
  s.onopen = () => s.send(new Uint8Array([104, 105]));
  s.onmessage = async (e) => { console.log(typeof e.data, e.data.size, await e.data.text()); s.close(); };
}
