import { WebSocket } from 'k6/websockets';
import { check, group } from 'k6';
export default async function () {
  const all = await new Promise((resolve) => { const got = []; const s = new WebSocket(`${__ENV.URL}/count?n=3`); s.onmessage = (e) => { got.push(e.data); check(e.data, { known: (d) => d > 0 }); }; s.onclose = () => resolve(got); });
  console.log(all); group('after', () => check(all, { three: (a) => a.length === 3 }));
}
