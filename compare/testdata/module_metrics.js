import { Trend, Counter, Gauge, Rate } from 'k6/metrics';
function show(f) { try { console.log(f()); } catch (e) { console.log(String(e)); } }
show(() => new Counter('a')); show(() => new Counter('1a')); show(() => new Counter('a b')); show(() => new Counter()); show(() => new Counter('')); show(() => typeof Counter('xx'));
show(() => typeof new Counter('twice')); show(() => typeof new Counter('twice')); show(() => new Trend('twice')); show(() => new Gauge('iterations')); show(() => typeof new Counter('iterations'));
show(() => new Trend('timed', true).name); show(() => new Trend('timed', false)); show(() => new Rate('a.b')); show(() => new Rate('a_b-c'));
const c = new Counter('cc'), t = new Trend('tt'), g = new Gauge('gg'), r = new Rate('rr');
show(() => Object.keys(c)); show(() => c.add(1));
export const options = { iterations: 1 };
export default function () {
  for (const m of [c, t, g, r]) {
    for (const v of [1, 0, -1, 1.5, true, false, '3', 'x', '', null, undefined, NaN, {}, [2], Infinity]) { show(() => m.add(v)); }
  }
  show(() => c.add()); show(() => c.add(1, { a: 1 })); show(() => c.add(1, 'x')); show(() => c.add(1, null)); show(() => c.add(1, { a: {} })); show(() => c.add(1, { a: undefined }));
  show(() => new Counter('late'));
}
export function handleSummary() {}
