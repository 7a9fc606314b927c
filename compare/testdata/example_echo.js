// One connection, one round trip: say something when the socket is open, check
// the answer, close.
//
//   volley serve &
//   volley run examples/echo.js
import ws from 'k6/ws';
import { check } from 'k6';

const url = __ENV.URL + '/echo';

export const options = { vus: 2, iterations: 10 };

export default function () {
  const params = { tags: { example: 'echo' } };

  const res = ws.connect(url, params, function (socket) {
    socket.on('open', () => socket.send('hello'));
    socket.on('message', (data) => {
      check(data, { 'the echo is what was said': (text) => text === 'hello' });
      socket.close(1000);
    });
    socket.on('close', (code) => check(code, { 'closed normally': (c) => c === 1000 }));
  });

  check(res, { 'status is 101': (r) => r && r.status === 101 });
}
