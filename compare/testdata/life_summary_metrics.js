import ws from 'k6/ws';
import { group, check } from 'k6';
export const options = { vus: 1, iterations: 1, summaryTrendStats: ['avg', 'count'], thresholds: { 'ws_msgs_received{group:::g}': ['count==3'], checks: ['rate==1'] } };
export default function () { group('g', () => ws.connect(`${__ENV.URL}/count?n=3`, (s) => { s.on('message', (m) => check(m, { number: (v) => v > 0 })); })); }
export function handleSummary(data) {
  const lines = [];
  for (const name of Object.keys(data.metrics).sort()) {
    const m = data.metrics[name];
    if (/^(loop_lag|vus|ws_(errors|blocked|lookup|tcp|tls|upgrading|open_sockets|reads|closes|payload))/.test(name)) { continue; }
    lines.push([name, m.type, m.contains, Object.keys(m.values).sort(), m.values.count, JSON.stringify(m.thresholds)].join(' '));
  }
  return { [`${__ENV.OUT}/metrics.txt`]: lines.filter((l) => !l.startsWith('data_')).join('\n') };
}
