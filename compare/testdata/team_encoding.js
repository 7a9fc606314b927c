import { WebSocket } from 'k6/websockets';
import ws from 'k6/ws';
import encoding from 'k6/encoding';
export const options = { iterations: 1 };
const frame = (type, payload) => { const head = new DataView(new ArrayBuffer(8)); head.setUint8(0, type); head.setUint16(2, 0xbeef, true); head.setUint32(4, payload.byteLength); const out = new Uint8Array(8 + payload.byteLength); out.set(new Uint8Array(head.buffer)); out.set(payload, 8); return out; };
const hex = (b) => Array.from(new Uint8Array(b), (x) => x.toString(16).padStart(2, '0')).join('');
export default function () {
  const e = { encode: (s) => Uint8Array.from(unescape(encodeURIComponent(s)), (c) => c.charCodeAt(0)) }, d = { decode: (b) => decodeURIComponent(escape(String.fromCharCode(...b))) };
  console.log(encoding.b64encode(frame(7, e.encode('payload')).buffer), encoding.b64decode('4oKs', 'std', 's'), hex(encoding.b64decode('AAEC')));
  const floats = new Float32Array([1.5, -0, NaN, Infinity]); console.log(hex(floats.buffer), new Uint16Array(new Uint8Array([1, 2]).buffer)[0], Array.from(new Uint8ClampedArray([300, -5])).join(), new BigUint64Array([2n ** 63n])[0].toString(), hex(new BigInt64Array([-1n]).buffer));
  const buf = new ArrayBuffer(8), v = new DataView(buf, 2, 4); v.setFloat32(0, Math.PI); console.log(hex(buf), v.byteOffset, v.getInt16(0), new Uint8Array(buf).subarray(2, 4).slice().length, hex(buf.slice(-6, -2)));
  ws.connect(`${__ENV.URL}/echo`, (s) => {
    s.on('open', () => s.sendBinary(frame(1, e.encode('é')).buffer));
    s.on('binaryMessage', (b) => { const r = new DataView(b); console.log(r.getUint8(0), r.getUint16(2, true).toString(16), r.getUint32(4), d.decode(new Uint8Array(b, 8)), b instanceof ArrayBuffer, b.byteLength); s.close(); });
  });
}
