// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
import { group, check } from 'k6';
export const options = { iterations: 1, thresholds: { 'checks{group:::a::b}': ['rate==1'], 'ws_msgs_received{group:::a::b}': ['count==1'], 'group_duration{group:::a}': ['max>=0'] } };
export default async function () {
  let s;
  console.log(group('a', () => group('b', () => { s = new WebSocket(`${__ENV.URL}/echo`); check(1, { in: () => true }); return 'value'; })));
  try { group('c', async () => {}); } catch (e) { console.log(`${e}`); }
  try { group('d::e', () => {}); } catch (e) { console.log(`${e}`); }
  try { group('f', () => { throw new Error('inside'); }); } catch (e) { console.log(`${e}`); }
  try { group('', () => check(1, { empty: () => true })); } catch (e) { console.log(`${e}`); }
  try { group(); } catch (e) { console.log(`${e}`); } try { group('g'); } catch (e) { console.log(`${e}`); } try { group('h', 5); } catch (e) { console.log(`${e}`); }
  await new Promise((r) => { s.onopen = () => s.send('x'); s.onmessage = () => { group('late', () => check(1, { late: () => true })); s.close(1000); }; s.onclose = r; });
  group('after', () => check(1, { after: () => true }));
  try { check(1, { a: async () => true }); } catch (e) { console.log(`${e}`); } try { check(1, { 'x::y': true }); } catch (e) { console.log(`${e}`); } try { check(1, { t: () => { throw new Error('in check'); } }); } catch (e) { console.log(`${e}`); }
  try { console.log(check()); } catch (e) { console.log(`${e}`); } try { console.log(check(1, null)); } catch (e) { console.log(`${e}`); } try { console.log(check(1, 'text')); } catch (e) { console.log(`${e}`); } try { console.log(check(1, {})); } catch (e) { console.log(`${e}`); } try { console.log(check(1, [() => true, () => false])); } catch (e) { console.log(`${e}`); }
}
