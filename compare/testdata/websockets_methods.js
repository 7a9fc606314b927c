// differs: `send` refuses what: ws_msgs_received
// differs: a class with a prototype: log warning
// differs: pings and close frames: ws_msgs_sent
// differs: the standard: console info
import { WebSocket } from 'k6/websockets';
function show(f) { try { console.log(f()); } catch (e) { console.log(String(e), e instanceof Error); } }
export default function () {
  const s = new WebSocket(`${__ENV.URL}/echo`);
  show(() => s.send('early')); show(() => s.ping()); show(() => { s.readyState = 5; }); show(() => { s.binaryType = 'nonsense'; }); s.binaryType = 'arraybuffer';
  show(() => { s.onopen = 5; }); show(() => s.addEventListener('open')); show(() => s.addEventListener('nonsense', () => {}));
  s.onmessage = (e) => console.log('message', typeof e.data === 'string' ? e.data : Array.from(new Uint8Array(e.data)));
  s.onerror = (e) => console.log('error', e.error); s.onclose = (e) => console.log('close', e.code, e.reason);
  s.onopen = () => {
    for (const v of ['text', '', 'ö€😀', new Uint8Array([1, 2, 3]).subarray(1), new Uint16Array([258]), new ArrayBuffer(2)]) { show(() => s.send(v)); }
    for (const v of [5, true, null, undefined, {}, [1], new Date(0), () => {}, 10n]) { show(() => s.send(v)); }
    for (const c of [1001, 2999, 5000, 999, 'x5']) { show(() => s.close(c)); }
    show(() => s.close(1000, 'x'.repeat(124))); show(() => s.close(1000, 'ö'.repeat(62)));
    setTimeout(() => { show(() => s.close(3001, 'bye')); show(() => s.close(1000)); show(() => s.send('late')); show(() => s.readyState); }, 300);
  };
}
