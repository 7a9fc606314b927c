// Two VUs add values over six decades to 20 Trends, 20,000 to a round trip, by
// which the server counts them. No value of a VU is equal to another.
import { sleep } from 'k6';
import ws from 'k6/ws';
import { Trend } from 'k6/metrics';
import { oneEach } from './message.js';

const trends = Array.from({ length: 20 }, (_, i) => new Trend(`trend_${i}`));
const values = Array.from({ length: 1000 }, (_, i) => 10 ** (((i * 617) % 1000) * 0.006));
const rounds = Number(__ENV.ROUNDS);

export const options = oneEach();

export default function () {
  ws.connect(__ENV.URL, null, (socket) => {
    let round = 0;
    socket.on('open', () => socket.send('0'));
    socket.on('message', () => {
      if (round === rounds) {
        socket.close(1000);
        return;
      }
      round += 1;
      const shift = 1 + round * 1e-6 + __VU * 1e-9;
      for (const trend of trends) {
        for (const value of values) {
          trend.add(value * shift);
        }
      }
      socket.send(String(round));
    });
  });
}

// The bench looks at the process a moment after the last message: stay for that.
export function teardown() {
  sleep(1);
}
