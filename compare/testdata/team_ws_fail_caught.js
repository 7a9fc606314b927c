import ws from 'k6/ws';
import { check, fail, group, sleep } from 'k6';
export const options = { iterations: 2, thresholds: { 'checks{group:::session}': ['rate==0.5'] } };
export default function () {
  let res;
  group('session', () => {
    try {
      res = ws.connect(`${__ENV.URL}/echo`, {}, (s) => {
        s.on('open', () => s.send('{"ok":false}'));
        s.on('message', (m) => { check(m, { text: (t) => t.length > 0 }); check(JSON.parse(m), { 'answer is ok': (x) => x.ok }) || fail('bad answer'); });
        s.on('close', (c) => console.log('close', c));
      });
    } catch (e) { console.log('caught', e.message, e.name); sleep(0.01); }
    console.log(res === undefined);
  });
  ws.connect(`${__ENV.URL}/echo`, (s) => { s.on('open', () => { throw { code: 7, why: 'own' }; }); });
}
