import ws from 'k6/ws';
export default function () {
  const began = Date.now();
  ws.connect(`${__ENV.URL}/silent`, (s) => { s.on('open', () => { s.send('x'); s.setTimeout(() => s.close(1000), 100); }); s.on('close', (c) => console.log('close', c)); s.on('error', (e) => console.log('error', e.error())); });
  console.log(Date.now() - began < 2500);
}
