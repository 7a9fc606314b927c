import { Trend, Counter, Gauge, Rate } from 'k6/metrics';
new Trend('t_trend'); new Counter('c_counter'); new Gauge('g_gauge'); new Rate('r_rate');
export const options = { iterations: 1, thresholds: { t_trend: ['avg<1', 'p(95)<1'], c_counter: ['count<1'], r_rate: ['rate>0.9'], checks: ['rate>0.9'] } };
export default function () {}
