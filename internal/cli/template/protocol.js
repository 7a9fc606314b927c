// Clients that come, talk for a while and leave, more of them from stage to
// stage, with k6/ws: an iteration is a session, and waits until it is over.
import ws from 'k6/ws';
import { check, sleep } from 'k6';
import exec from 'k6/execution';

const url = __ENV.URL || 'ws://127.0.0.1:8765/echo';

export const options = {
  stages: [
    { duration: '10s', target: 5 },
    { duration: '20s', target: 10 },
    { duration: '1s', target: 0 },
  ],
  thresholds: {
    checks: ['rate>0.99'],
    ws_connecting: ['p(95)<500', 'p(99)<1000'],
  },
};

export function setup() {
  const response = ws.connect(url, null, (socket) => socket.on('open', () => socket.close(1000)));
  if (response.status !== 101) {
    exec.test.abort(`the server answers with ${response.status}`);
  }
}

export default function () {
  const response = ws.connect(url, { tags: { name: 'talk' } }, (socket) => {
    socket.on('open', () => {
      socket.setInterval(() => socket.send(`it is ${Date.now()}`), 200);
      socket.setTimeout(() => socket.close(1000), 2000);
    });
    socket.on('message', (text) => check(text, { 'the answer is known': (t) => t.startsWith('it is ') }));
    socket.on('error', (e) => console.error(e.error()));
  });
  check(response, { 'status is 101': (r) => r && r.status === 101 });
  sleep(0.5);
}
