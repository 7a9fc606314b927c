import ws from 'k6/ws';
export default function () {
  let pings = 0;
  ws.connect(`${__ENV.URL}/ping?every=100ms`, (s) => {
    s.on('ping', (...a) => { console.log('ping', a.length); if (++pings === 2) { s.close(1000); } });
    s.on('close', (c) => console.log('close', c));
  });
}
