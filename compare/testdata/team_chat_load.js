// order: any
// values: chat_messages
import ws from 'k6/ws';
import { check, group, sleep } from 'k6';
import { Counter, Rate, Trend, Gauge } from 'k6/metrics';
import { SharedArray } from 'k6/data';
import exec from 'k6/execution';

const users = new SharedArray('users', () => Array.from({ length: 6 }, (_, i) => ({ name: `user-${i}`, room: `room-${i % 2}` })));
const messages = new Counter('chat_messages');
const failed = new Rate('chat_failed');
const joined = new Trend('chat_join_time', true);
const online = new Gauge('chat_online');

export const options = {
  scenarios: {
    talkers: { executor: 'per-vu-iterations', vus: 2, iterations: 2, exec: 'talk', tags: { role: 'talker' }, env: { LINES: '3' } },
    lurkers: { executor: 'shared-iterations', vus: 2, iterations: 3, exec: 'lurk', tags: { role: 'lurker' } },
  },
  thresholds: {
    'chat_messages{role:talker}': ['count==12'],
    'chat_failed': ['rate<0.1'],
    'checks{role:talker}': ['rate==1'],
    'chat_join_time{role:talker}': ['p(95)<5000'],
    'ws_sessions{role:lurker}': ['count==3'],
    'ws_session_duration{scenario:talkers}': ['p(99)<10000'],
    'group_duration{group:::join}': ['avg>=0'],
  },
  tags: { team: 'chat' },
};
export function setup() { return { token: 'abc', at: [1, { b: null }] }; }
export function talk({ token, at: [one, { b }] }) {
  const user = users[exec.scenario.iterationInTest % users.length];
  const start = Date.now();
  let res;
  group('join', () => {
    res = ws.connect(`${__ENV.URL}/echo?room=${user.room}&token=${token}`, { headers: { 'X-Token': token }, tags: { kind: 'chat' } }, (socket) => {
      let n = 0;
      socket.on('open', () => { joined.add(Date.now() - start); online.add(1); socket.send(JSON.stringify({ type: 'SET_NAME', name: user.name })); });
      socket.on('message', (text) => {
        const m = JSON.parse(text);
        check(m, { 'has type': (m) => m.type === (n ? 'SAY' : 'SET_NAME'), 'has name': (m) => m.name === user.name });
        if (n) messages.add(1);
        if (n++ < +__ENV.LINES) socket.send(JSON.stringify({ type: 'SAY', name: user.name, n }));
        else socket.close(1000);
      });
      socket.on('close', (code) => { failed.add(code !== 1000); online.add(0); });
      socket.setTimeout(() => { failed.add(true); socket.close(); }, 20000);
    });
  });
  check(res, { 'talker in': (r) => r && r.status === 101, 'same url': (r) => r.url.startsWith('ws://') });
  console.log(user.name, one, b, exec.scenario.name, __ENV.LINES);
}
export function lurk() {
  ws.connect(`${__ENV.URL}/count?n=3`, null, (socket) => {
    socket.on('message', (m) => console.log('lurker heard', m));
    socket.on('close', (code) => console.log('lurker closed', code, __ENV.LINES));
  });
}
export function teardown(data) { console.log(data.token, data.at.length); }
