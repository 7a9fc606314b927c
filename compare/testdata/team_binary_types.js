// differs: pings and close frames: ws_msgs_sent
import { WebSocket, Blob } from 'k6/websockets';
export const options = { iterations: 1 };
export default async function () {
  const s = new WebSocket(`${__ENV.URL}/echo`);
  const opened = new Promise((r) => s.addEventListener('open', r));
  const queue = []; let wake;
  s.addEventListener('message', (e) => { queue.push(e.data); if (wake) wake(); });
  const next = async () => { if (!queue.length) await new Promise((r) => { wake = r; }); wake = null; return queue.shift(); };
  await opened;
  console.log(s.binaryType, s.protocol === '', s.readyState);
  s.binaryType = 'arraybuffer';
  for (const T of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) {
    s.send(new T([1, 2, 250]));
    const b = await next();
    console.log(T.name, b instanceof ArrayBuffer, b.byteLength, Array.from(new T(b)).join());
  }
  s.send(new Uint8Array([0, 1, 2, 3, 4, 5]).subarray(2, 4)); console.log(new Uint8Array(await next()).join());
  s.send(new Uint8Array([9, 8, 7]).buffer); console.log(new Uint8Array(await next()).join());
  s.binaryType = 'blob';
  s.send(new Uint8Array([104, 105])); const b = await next();
  console.log(b.size, await b.text(), JSON.stringify(b.type), new Uint8Array(await b.arrayBuffer()).join(), (await b.bytes()).join(), `${b}`);
  console.log(await b.slice(1).text(), await b.slice(0, 1, 'text/x').text(), b.slice(0, 1, 'text/x').type);
  s.send('text'); console.log(typeof await next());
  s.send('ü€😀'); console.log(await next());
  s.send('x'.repeat(70000)); console.log((await next()).length, s.bufferedAmount);
  const view = new DataView(new ArrayBuffer(8)); view.setBigInt64(0, -5n); s.binaryType = 'arraybuffer';
  s.send(view.buffer); console.log(new DataView(await next()).getBigInt64(0).toString());
  s.onclose = (e) => console.log('closed', e.code);
  s.close(1000, 'bye');
}
