// A metric is declared in the init context, once for each name.
import { Counter, Gauge, Rate, Trend } from 'k6/metrics';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

const c = new Counter('cc');
console.log(c.name, Object.keys(c).join(), JSON.stringify(c));
// want: cc name,add {"name":"cc"}
console.log(c instanceof Counter, c instanceof Gauge, Counter.name, c.constructor === Counter);
// want: true false Counter true
console.log(new Counter('cc') === c, Counter('without_new').name);
// want: false without_new
console.log(said(() => new Gauge('cc')));
// want: GoError: metric 'cc' already exists but with type counter, instead of gauge
console.log(said(() => new Counter('cc', true)));
// want: GoError: metric 'cc' already exists but with a value type default, instead of time
console.log(said(() => new Trend('iterations')));
// want: GoError: metric 'iterations' already exists but with type counter, instead of trend
console.log(new Counter('iterations').name);
// want: iterations
console.log(said(() => new Rate()));
// want: GoError: Invalid metric name: ''. Metric names must only include up to 128 ASCII letters, numbers, or underscores and start with a letter or an underscore.
console.log(said(() => new Rate('a b')).slice(0, 36));
// want: GoError: Invalid metric name: 'a b'.
console.log(said(() => new Rate(null)).slice(0, 33), new Rate('x'.repeat(129)).name.length);
// want: GoError: Invalid metric name: ''. 129
console.log(said(() => { c.name = 'x'; }));
// want: TypeError: Cannot assign to read only property 'name'
console.log(said(() => c.add(1)));
// want: GoError: Adding to metrics in the init context is not supported

export default function () {
  console.log(said(() => new Counter('cc')));
// want: GoError: metrics must be declared in the init context
}
