// stats: script
import { check, group } from 'k6';
import { Trend, Rate, Counter, Gauge } from 'k6/metrics';
const t = new Trend('a_time', true), r = new Rate('a_rate'), c = new Counter('a_count'), g = new Gauge('a_gauge');
export const options = { iterations: 3, vus: 1, summaryTrendStats: ['min', 'max', 'p(99.9)', 'count', 'med'], summaryTimeUnit: 'ms',
  thresholds: { a_time: ['max<3', 'min>=0'], a_rate: [{ threshold: 'rate>0.5' }], 'a_count{k:v}': ['count==3'], a_gauge: ['value==2'], checks: ['rate==1'] } };
export default function () {
  t.add(__ITER); t.add(__ITER * 1.5); r.add(__ITER > 0); c.add(1, { k: 'v' }); g.add(__ITER);
  group('outer', () => { group('inner & <x>', () => check(__ITER, { 'is "small"': (v) => v < 2 })); check(1, { one: (v) => v }); });
}
const esc = (s) => s.replace(/[<>&'"]/g, (x) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&apos;', '"': '&quot;' }[x]));
function junit(data) {
  const cases = [];
  for (const [name, m] of Object.entries(data.metrics)) for (const [expr, { ok }] of Object.entries(m.thresholds || {}))
    cases.push(`<testcase name="${esc(name)} - ${esc(expr)}"${ok ? ' />' : '><failure message="failed" /></testcase>'}`);
  cases.sort();
  return `<?xml version="1.0"?>\n<testsuites tests="${cases.length}">\n${cases.join('\n')}\n</testsuites>\n`;
}
const sorted = (v) => JSON.stringify(v, (k, x) => (x && x.constructor === Object ? Object.fromEntries(Object.entries(x).sort()) : x), 1);
const walk = (g, depth = 0) => [`${' '.repeat(depth)}${g.name}|${g.path}|${g.id}`, ...g.checks.map((c) => `${' '.repeat(depth + 1)}- ${c.name} ${c.path} ${c.id} ${c.passes}/${c.fails}`), ...g.groups.flatMap((x) => walk(x, depth + 2))];
export function handleSummary(data) {
  const own = Object.fromEntries(Object.entries(data.metrics).filter(([k]) => /^(a_|checks)/.test(k)).sort());
  const again = JSON.parse(JSON.stringify(own));
  for (const m of Object.values(again)) { if ('rate' in m.values && m.type === 'counter') delete m.values.rate; for (const k of Object.keys(m.values)) if (m.type === 'trend') m.values[k] = Math.round(m.values[k] * 1000) / 1000; }
  return {
    stdout: JSON.stringify(Object.keys(data.options).sort().map((k) => [k, data.options[k]])) + Object.keys(data.state).sort() + '\n',
    [`${__ENV.OUT}/junit.xml`]: junit(data),
    [`${__ENV.OUT}/data.json`]: sorted(again),
    [`${__ENV.OUT}/tree.txt`]: walk(data.root_group).join('\n'),
  };
}
