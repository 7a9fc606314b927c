import ws from 'k6/ws';
export default function () {
  let pongs = 0;
  ws.connect(`${__ENV.URL}/echo`, (s) => {
    s.on('open', () => { console.log(s.ping()); s.ping('ignored'); s.ping(); });
    s.on('pong', (...a) => { console.log('pong', a.length); if (++pongs === 3) { s.close(1000); } });
    s.on('ping', (...a) => console.log('ping', a.length));
    s.on('close', (c) => console.log('close', c));
  });
}
