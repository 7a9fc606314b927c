import { Rate, Trend, Counter } from 'k6/metrics';
import { check } from 'k6';
const r = new Rate('errors'), t = new Trend('latency_ms', true), c = new Counter('hits');
export const options = { iterations: 2, thresholds: {
  errors: ['rate<0.1', 'rate < 0.5'], 'errors{status:404}': ['rate<0.1'], latency_ms: ['p(95)<20', 'p(99.9) < 1e3', 'avg<.5e2', 'med>=1'], 'latency_ms{url:"http://x/y"}': ['max<1'], "latency_ms{'a b':'cd'}": ['max>=0'],
  'hits{a:*}': ['count==0'], 'hits{scenario:default}': ['count==2'], iterations: ['rate>0'], vus: ['value>0'], 'iteration_duration{scenario:default}': ['p(95)>=0'], checks: ['rate>=0.5'], data_sent: ['count>=0'] } };
export default function () { r.add(__ITER); r.add(0, { status: '404' }); t.add(10, { url: 'http://x/y' }); t.add(30); c.add(1); check(__ITER, { first: (i) => i === 0 }); }
