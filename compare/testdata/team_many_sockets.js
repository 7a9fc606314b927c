// differs: pings and close frames: ws_msgs_sent
// values: a_seen
import { WebSocket } from 'k6/websockets';
import { Counter, Trend } from 'k6/metrics';
import { check } from 'k6';
import exec from 'k6/execution';
const seen = new Counter('a_seen');
export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 3, iterations: 2, maxDuration: '30s' } }, thresholds: { 'a_seen{last:true}': ['count==60'], 'ws_sessions{fleet:yes}': ['count==60'], 'ws_msgs_received{name:fleet}': ['count==180'] } };
export default async function () {
  const sockets = Array.from({ length: 10 }, (_, i) => {
    const s = new WebSocket(`${__ENV.URL}/echo?vu=${exec.vu.idInTest}&i=${i}`, null, { tags: { fleet: 'yes', name: 'fleet', i: String(i) } });
    const done = new Promise((resolve, reject) => {
      let n = 0;
      s.addEventListener('open', () => s.send(`${i}:${n}`));
      s.addEventListener('message', (e) => { const ok = e.data === `${i}:${n}`; seen.add(ok ? 1 : 0, { last: String(n === 2) }); if (++n < 3) s.send(`${i}:${n}`); else s.close(1000); });
      s.addEventListener('error', (e) => reject(e.error));
      s.addEventListener('close', (e) => resolve(e.code));
    });
    return { s, done };
  });
  const codes = await Promise.all(sockets.map(({ done }) => done));
  check(codes, { 'all are 1000': (c) => c.every((x) => x === 1000), 'all closed': () => sockets.every(({ s }) => s.readyState === 3) });
  const first = await Promise.race(sockets.map(({ done }) => done)), settled = await Promise.allSettled([Promise.reject(new Error('x')), 1]), any = await Promise.any([Promise.reject(1), 2]);
  check([first, settled, any], { combinators: ([f, s, a]) => f === 1000 && s[0].status === 'rejected' && s[1].value === 1 && a === 2 });
}
