// One client with a socket that stays open, measures round trips and is closed
// after a while, with k6/websockets: the same API as in browsers.
import { WebSocket } from 'k6/websockets';
import { check } from 'k6';
import { Counter, Trend } from 'k6/metrics';

const url = __ENV.URL || 'ws://127.0.0.1:8765/echo';
const stay = Number(__ENV.STAY || 5000); // milliseconds

const roundTrip = new Trend('round_trip', true);
const lost = new Counter('answers_lost');

export const options = {
  scenarios: {
    clients: { executor: 'per-vu-iterations', vus: 10, iterations: 3, maxDuration: '1m' },
  },
  thresholds: {
    round_trip: ['p(95)<100'],
    answers_lost: ['count<1'],
  },
};

export default function () {
  const socket = new WebSocket(url);
  let sent = 0;
  let received = 0;

  socket.addEventListener('open', () => {
    const timer = setInterval(() => {
      socket.send(JSON.stringify({ number: (sent += 1), at: Date.now() }));
    }, 250);
    setTimeout(() => {
      clearInterval(timer);
      setTimeout(() => socket.close(1000), 500); // the last answer is on its way
    }, stay);
  });

  socket.addEventListener('message', (event) => {
    const message = JSON.parse(event.data);
    received += 1;
    roundTrip.add(Date.now() - message.at);
    check(message, { 'answers come in order': (m) => m.number === received });
  });

  socket.addEventListener('error', (event) => console.error(`socket: ${event.error}`));

  socket.addEventListener('close', (event) => {
    lost.add(sent - received);
    check(event, { 'closed normally': (e) => e.code === 1000 });
  });
}
