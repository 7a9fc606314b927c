// screen: values
// values: a_t a_g
import { Counter, Gauge, Rate, Trend } from 'k6/metrics';
import { check } from 'k6';
const c = new Counter('a_c'), g = new Gauge('a_g'), r = new Rate('a_r'), t = new Trend('a_t'), d = new Trend('a_d', true), data = new Counter('a_bytes_ab');
export const options = { iterations: 1, thresholds: { 'a_c{x:1,y:é}': ['count>=2'], 'a_t{kind:a}': ['p(50)==2', 'med==2', 'avg==2', 'min==1', 'max==3', 'p(99.99)<4'], 'a_r': ['rate==0.5'], 'a_g': ['value==-2.5'], 'a_c': ['rate>0', 'count===5.5'] } };
export default function () {
  console.log(c.name, t.name, JSON.stringify(c), Object.keys(t).sort().join(), String(c), typeof c.add, c.add(1, { x: 1, y: 'é' }), c.add(1.5, { x: '1', y: 'é' }), c.add(3, {}), c.add(0, null), c.add(0, undefined));
  console.log(g.add(5), g.add(-2.5), r.add(true), r.add(0), r.add('1'), r.add(null), t.add('2', { kind: 'a' }), t.add(1, { kind: 'a' }), t.add(3, { kind: 'a' }), t.add(NaN), t.add('x'), t.add(), d.add(1234.5678), d.add(new Date(5)));
  for (const f of [() => c.add(-1), () => c.add(1, 'text'), () => c.add(1, { o: {} }), () => c.add(1, { f() {} }), () => c.add(1, { n: null }), () => c.add(1, { u: undefined }), () => c.add({}), () => c.add([7]), () => c.add(1n), () => new Counter('late')]) { try { console.log(f()); } catch (e) { console.log(`${e}`); } }
  check(1, { 'weird "name" {x}': (v) => v === 1, '': () => true, ' space ': () => 1, plain: 'truthy', nil: null, nan: NaN, zero: 0, obj: {} }, { tag: 'v' });
}
