// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
export const options = { iterations: 1 };
const texts = ['{"__proto__":1,"a":{"__proto__":2}}', '[1e308,-0,0.1e-6]', '"\\ud83d\\ude00\\u0000"', '{"a":1,"a":2}', ' \t\n[ ]\r ', '{"10":1,"b":2,"1":3}', '12345678901234567890', '"\u2028"', 'null', '{"":""}'];
const bad = ['{a:1}', '[1,]', "{'a':1}", '01', '+1', 'NaN', '"\n"', '[1', '{"a"', 'undefined', '1 2', '"\\x"', '\u00a0 1', '.5', '5.', '-', 'tru'];
export default function () {
  for (const t of texts) { const v = JSON.parse(t); console.log(JSON.stringify(v)); }
  for (const t of bad) { try { JSON.parse(t); console.log('parsed', t); } catch (e) { console.log(e.name, e.message); } }
  console.log(JSON.stringify({ u: undefined, f() {}, s: Symbol('x'), d: new Date(0), n: NaN, i: -Infinity, nested: [undefined, () => 1], b: new Boolean(false), str: new String('q'), toJSON: undefined, m: new Map([[1, 2]]), set: new Set([1]), r: /x/g, e: new Error('x'), ab: new Uint8Array([1, 2]), buf: new ArrayBuffer(2) }));
  console.log(JSON.stringify({ a: [1, { b: 2 }], c: {} }, null, 2), JSON.stringify([1], null, '--'), JSON.stringify({ a: 1, b: 2 }, ['b']), JSON.stringify({ a: 1, b: 'x' }, (k, v) => (typeof v === 'number' ? v * 2 : v)), JSON.stringify('\u007f\u2028</script>'));
  console.log(JSON.parse('[1,{"a":2}]', function (k, v) { return typeof v === 'number' ? v + 1 : v; })[1].a, JSON.stringify(undefined), JSON.stringify(null), JSON.stringify(Object.create({ inherited: 1 })), JSON.stringify({ toJSON: () => 'own' }));
  try { const c = {}; c.c = c; JSON.stringify(c); } catch (e) { console.log(e.name, e.message); } try { JSON.stringify(1n); } catch (e) { console.log(e.name, e.message); } try { JSON.stringify({ get x() { throw new Error('getter'); } }); } catch (e) { console.log(e.message); }
  const s = new WebSocket(`${__ENV.URL}/echo`); let i = 0;
  s.onopen = () => s.send(texts[0]);
  s.onmessage = ({ data }) => { console.log(data === texts[i], data); if (++i < texts.length) s.send(texts[i]); else s.close(1000); };
}
