import ws from 'k6/ws';
export default function () {
  const r = ws.connect(`${__ENV.URL}/echo?deflate=1`, { compression: 'deflate' }, (s) => { s.on('open', () => s.send('x'.repeat(2000))); s.on('message', (m) => { console.log(m.length); s.close(1000); }); });
  console.log(r.headers['Sec-Websocket-Extensions']);
}
