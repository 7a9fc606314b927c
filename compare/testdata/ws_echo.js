import ws from 'k6/ws';
import { check } from 'k6';
export const options = { vus: 1, iterations: 2 };
export default function () {
  let n = 0;
  const res = ws.connect(`${__ENV.URL}/echo`, (socket) => {
    console.log('connected', Object.keys(socket).sort());
    socket.on('open', () => { console.log('open'); socket.send('m0'); });
    socket.on('message', (m) => { console.log('message', m); n += 1; if (n < 3) { socket.send('m' + n); } else { socket.close(1000); } });
    socket.on('close', (code) => console.log('close', code));
    socket.on('error', (e) => console.log('error', e.error()));
  });
  console.log(res.status, res.url === `${__ENV.URL}/echo`, JSON.stringify(res.body), JSON.stringify(res.error), Object.keys(res).sort(), res.headers.Upgrade, res.headers.Connection);
  check(res, { 'status is 101': (r) => r && r.status === 101 });
}
