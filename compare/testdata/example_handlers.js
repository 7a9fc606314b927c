// Several handlers of one event: all run, in the order they were added.
import ws from 'k6/ws';
import { check } from 'k6';

const url = __ENV.URL + '/count?n=5';

export const options = { vus: 2, iterations: 4 };

export default function () {
  const order = [];
  let messages = 0;

  const res = ws.connect(url, {}, function (socket) {
    socket.on('open', () => order.push('first'));
    socket.on('open', () => order.push('second'));
    socket.on('open', () => order.push('third'));
    socket.on('message', () => { messages += 1; });
    socket.on('message', () => { if (messages === 1) order.push('message'); });
    socket.on('close', () => order.push('close'));
  });

  check(res, { 'status is 101': (r) => r && r.status === 101 });
  check(order.join(' '), { 'handlers run in order': (o) => o === 'first second third message close' });
  check(messages, { 'every message arrived': (n) => n === 5 });
}
