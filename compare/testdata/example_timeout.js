// A session of fixed length: whatever happens, the socket closes after two
// seconds.
import ws from 'k6/ws';
import { check } from 'k6';

const url = __ENV.URL + '/echo';

export const options = { vus: 3, iterations: 3 };

export default function () {
  const begun = Date.now();
  const res = ws.connect(url, {}, function (socket) {
    socket.on('open', () => socket.send('is anybody there?'));
    socket.setTimeout(function () {
      socket.close();
    }, 2000);
  });
  check(res, { 'status is 101': (r) => r && r.status === 101 });
  check(Date.now() - begun, { 'it took two seconds': (ms) => ms >= 2000 && ms < 4000 });
}
