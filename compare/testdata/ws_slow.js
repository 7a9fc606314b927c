import ws from 'k6/ws';
export default function () {
  let n = 0;
  ws.connect(`${__ENV.URL}/slow?delay=50ms`, (s) => { s.on('open', () => { for (let i = 0; i < 5; i++) { s.send('m' + i); } }); s.on('message', (m) => { console.log(m); if (++n === 5) { s.close(); } }); s.on('close', (c) => console.log('close', c)); });
}
