// screen: values
import { Trend, Counter, Gauge, Rate } from 'k6/metrics';
import { check, group } from 'k6';
const t = new Trend('a_trend'), tt = new Trend('a_time', true), c = new Counter('a_counter'), g = new Gauge('a_gauge'), r = new Rate('a_rate'), long = new Counter('a_counter_with_a_rather_long_name_indeed');
export const options = { iterations: 1, thresholds: { a_trend: ['avg<1000', 'p(95)<3'], 'a_trend{x:y}': ['max<100'], a_rate: ['rate>0.5'], a_gauge: ['value<5'], 'a_counter{a:b}': ['count<5'] } };
export default function () {
  [1, 2.5, 1234567.891, 0.0001].forEach((v) => { t.add(v); tt.add(v); }); t.add(7, { x: 'y' }); g.add(3); g.add(7.25); g.add(5); r.add(1); r.add(0); r.add(0);
  c.add(1e6); c.add(1, { a: 'b' }); long.add(1);
  group('outer', () => { check(1, { good: true }); group('inner', () => check(1, { bad: false, 'half': Math.random() > 2 })); });
  check(1, { half: true });
}
