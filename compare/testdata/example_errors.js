// differs: failed writes: ws_msgs_sent
// What a handler of errors sees: sending after close() is an error that the
// script tells apart from a real one by its text.
import ws from 'k6/ws';
import { check } from 'k6';
import { Counter } from 'k6/metrics';

const url = __ENV.URL + '/echo';
const late = new Counter('sent_too_late');

export const options = { vus: 1, iterations: 5 };

export default function () {
  const res = ws.connect(url, null, function (socket) {
    socket.on('open', function () {
      socket.send('first');
      socket.close();
      socket.send('second');
    });
    socket.on('error', function (e) {
      if (e.error() !== 'websocket: close sent') {
        console.log('an unexpected error: ' + e.error());
        return;
      }
      late.add(1);
    });
  });
  check(res, { 'status is 101': (r) => r && r.status === 101 });
}
