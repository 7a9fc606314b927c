import { check, group } from 'k6';
import { Trend, Counter, Gauge, Rate } from 'k6/metrics';
const t = new Trend('a_trend'), c = new Counter('a_counter'), g = new Gauge('a_gauge'), r = new Rate('a_rate'), tt = new Trend('a_time', true);
export const options = { iterations: 1, thresholds: { a_counter: ['count==3', 'count>5'] } };
export function setup() { return { v: 1 }; }
export default function () {
  t.add(1); t.add(2); t.add(4); tt.add(3); c.add(1); c.add(2); g.add(5); g.add(2); r.add(true); r.add(0); r.add(1);
  group('outer', () => group('inner', () => check(1, { yes: (v) => v === 1, no: (v) => v === 2 })));
}
export function handleSummary(data) {
  const pick = {};
  for (const name of ['a_trend', 'a_counter', 'a_gauge', 'a_rate', 'a_time', 'checks', 'iterations']) {
    pick[name] = JSON.parse(JSON.stringify(data.metrics[name]));
    for (const v of ['rate', 'p(90)', 'p(95)']) { if (pick[name].type === 'counter') { delete pick[name].values[v]; } }
  }
  const sorted = (v) => JSON.stringify(v, (k, o) => (o && typeof o === 'object' && !Array.isArray(o) ? Object.fromEntries(Object.entries(o).sort()) : o), 1);
  return {
    stdout: 'to stdout\n',
    stderr: 'to stderr\n',
    [`${__ENV.OUT}/metrics.json`]: sorted(pick),
    [`${__ENV.OUT}/root.json`]: sorted(data.root_group),
    [`${__ENV.OUT}/options.json`]: sorted(data.options),
    [`${__ENV.OUT}/keys.txt`]: [Object.keys(data).sort().join(), Object.keys(data.state).sort().join(), typeof data.state.testRunDurationMs, JSON.stringify(data.setup_data)].join('\n'),
    [`${__ENV.OUT}/bytes.txt`]: new Uint8Array([104, 105]).buffer,
  };
}
