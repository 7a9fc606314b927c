// flags: --config team_config.json --tag build=7 --tag env=ci --summary-time-unit s --no-usage-report
// stats: script
// screen: values
import exec from 'k6/execution';
import { Trend, Counter } from 'k6/metrics';
const a = new Trend('a_ms', true), b = new Counter('a_n');
export const options = { tags: { team: 'x' }, summaryTrendStats: ['avg'], thresholds: { 'a_n{build:7}': ['count==3'] } };
export default function () {
  a.add(1500); b.add(1);
  if (__ITER === 0) { const o = exec.test.options; console.log(JSON.stringify(Object.keys(o.scenarios)), JSON.stringify(o.scenarios.default || Object.values(o.scenarios)[0]), JSON.stringify(o.tags), JSON.stringify(o.summaryTrendStats), o.userAgent, o.setupTimeout, JSON.stringify(o.systemTags && o.systemTags.length), o.noConnectionReuse, JSON.stringify(o.thresholds), JSON.stringify(o.hosts), o.batch); }
}
