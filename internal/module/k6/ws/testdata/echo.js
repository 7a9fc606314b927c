// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  const res = ws.connect(__ENV.URL + '/echo', (socket) => {
    socket.on('open', () => socket.send('hello'));
    socket.on('message', (m) => { console.log('got ' + m); socket.close(1000); });
    socket.on('close', (code) => console.log('close ' + code));
  });
  console.log(res.status, res.url === __ENV.URL + '/echo', res.error === '', res.body === '');
  console.log('Sec-Websocket-Accept' in res.headers);
}
// want: got hello
// want: close 1000
// want: 101 true true true
// want: true
