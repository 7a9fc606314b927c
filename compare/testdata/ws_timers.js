import ws from 'k6/ws';
export default function () {
  ws.connect(`${__ENV.URL}/echo`, (s) => {
    let n = 0;
    s.on('open', () => { console.log(s.setInterval(() => { console.log('tick', ++n); if (n === 3) { s.close(1000); } }, 200)); s.setTimeout(() => console.log('timeout'), 300.5); s.setTimeout(() => console.log('never'), 30000); });
    s.on('close', (c) => console.log('close', c));
  });
  console.log('returned');
}
