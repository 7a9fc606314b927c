import { Trend, Counter, Gauge, Rate } from 'k6/metrics';
const t = new Trend('t_trend'), c = new Counter('c_counter'), g = new Gauge('g_gauge'), r = new Rate('r_rate');
export const options = { iterations: 1, thresholds: {
  t_trend: ['avg==2.5', 'min>=1', 'max<=4', 'med===2.5', 'p(90)<4', 'p(99.9) > 3.9', 'p(0)==1', 'p(100)==4'],
  c_counter: ['count==6', 'rate>0'],
  g_gauge: ['value==2', 'value!=3'],
  r_rate: ['rate>0.66', 'rate<.67'],
} };
export default function () {
  [1, 2, 3, 4].forEach((v) => t.add(v));
  c.add(6); g.add(5); g.add(2); r.add(1); r.add(true); r.add(0);
}
