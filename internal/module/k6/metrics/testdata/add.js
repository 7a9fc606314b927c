// What add takes: numbers, booleans, and what converts to a number.
import { Counter, Gauge, Rate, Trend } from 'k6/metrics';

const c = new Counter('my_counter');
const g = new Gauge('my_gauge');
const r = new Rate('my_rate');
const t = new Trend('my_trend', true);
const v = new Counter('my_values');

export default function () {
  for (const n of [1, 1.5, true, false, '5']) console.log(c.add(n), g.add(n), r.add(n), t.add(n));
// want: true true true true
// want: true true true true
// want: true true true true
// want: true true true true
// want: true true true true
  console.log([1.5, '', '2', [], [3], new Date(5), { valueOf: () => 7 }, Infinity, -Infinity].map((n) => v.add(n)).every((ok) => ok));
// want: true
  const { add } = c;
  console.log(add(10));
// want: true
}
// want metric: my_counter 18.5
// want metric: my_gauge 5
// want metric: my_rate 0.8
// want metric: my_trend 5
