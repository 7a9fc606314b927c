// differs: the constructor's faults: WebSocket requires
// differs: subprotocols are not checked: count=1
// differs: subprotocols are not checked: metric ws_
// differs: subprotocols are not checked: console info: made
import { WebSocket } from 'k6/websockets';
function show(f) { try { const v = f(); console.log(v instanceof Object ? 'made' : v); if (v && v.close) { v.onerror = () => {}; } } catch (e) { console.log(String(e)); } }
const url = `${__ENV.URL}/count?n=1`;
export default function () {
  for (const u of [undefined, null, '', 'nonsense', 'ftp://x', 'ws://x/#frag', ':bad', 5, 'ws://[::1']) { show(() => new WebSocket(u)); }
  for (const p of [undefined, null, 'a', ['a', 'b'], [], 5, {}]) { show(() => new WebSocket(url, p)); }
  for (const p of [undefined, null, {}, { nonsense: 1 }, 'x', 5, { tags: { a: {} } }, { tags: { a: 1 } }, { compression: 'x' }, { compression: '' }, { compression: 'deflate' }, { headers: { A: 1 } }, { headers: 'x' }, { jar: 5 }]) { show(() => new WebSocket(url, null, p)); }
}
