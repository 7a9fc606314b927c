// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
import { check } from 'k6';
export const options = { iterations: 1, thresholds: { checks: ['rate==1'] } };
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const timeout = (p, ms, what) => Promise.race([p, sleep(ms).then(() => { throw new Error(`${what}: no answer in ${ms} ms`); })]);
class Channel {
  static async open(url, ...rest) { const c = new Channel(new WebSocket(url, ...rest)); await c.ready; return c; }
  constructor(s) {
    this.s = s; this.seq = 0; this.waiting = new Map(); this.inbox = [];
    this.ready = new Promise((y, n) => { s.addEventListener('open', () => y(this)); s.addEventListener('error', (e) => n(new Error(e.error))); });
    this.closed = new Promise((y) => s.addEventListener('close', (e) => { for (const { n } of this.waiting.values()) n(new Error(`closed ${e.code}`)); y(e.code); }));
    s.addEventListener('message', ({ data }) => { const m = JSON.parse(data); const w = this.waiting.get(m.id); if (!w) { this.inbox.push(m); return; } this.waiting.delete(m.id); m.error ? w.n(new Error(m.error)) : w.y(m.result); });
  }
  call(result, error) { const id = ++this.seq; return new Promise((y, n) => { this.waiting.set(id, { y, n }); this.s.send(JSON.stringify({ jsonrpc: '2.0', id, result, error })); }); }
}
export default async function () {
  const c = await Channel.open(`${__ENV.URL}/echo`, 'json');
  console.log(await c.call({ a: 1 }), (await Promise.all([1, 2, 3].map((x) => c.call(x)))).join());
  try { await c.call(null, 'refused'); } catch (e) { console.log('rejected', e.message); }
  c.s.send('{"id":0,"n":1}'); await c.call(1); console.log(JSON.stringify(c.inbox));
  try { await timeout(new Promise(() => {}), 5, 'never'); } catch (e) { console.log(e.message); }
  const left = c.call(1).catch((e) => e.message); c.s.close(1000); console.log(await c.closed, await left);
  try { await Channel.open(`${__ENV.URL}/status?code=500`); } catch (e) { console.log('not open:', e.message); }
  check(c, { closed: (c) => c.s.readyState === 3 });
}
