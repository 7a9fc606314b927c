// Keep a connection alive: a ping each second, and the server's pongs counted.
import ws from 'k6/ws';
import { check } from 'k6';
import { Counter } from 'k6/metrics';

const url = __ENV.URL + '/echo';
const seconds = 3;
const pongs = new Counter('pongs');

export const options = { vus: 2, iterations: 2 };

export default function () {
  const res = ws.connect(url, {}, function (socket) {
    socket.on('open', function () {
      let sent = 0;
      let answered = 0;
      socket.setInterval(function () {
        if (sent === seconds) return;
        socket.ping();
        sent += 1;
      }, 1000);
      socket.on('pong', function () {
        pongs.add(1);
        answered += 1;
        if (answered === seconds) socket.close(1000);
      });
    });
    socket.on('ping', () => console.log('the server asks whether we live'));
  });
  check(res, { 'status is 101': (r) => r && r.status === 101 });
}
