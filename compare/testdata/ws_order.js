import ws from 'k6/ws';
export default function () {
  setTimeout(() => console.log('global timer'), 0);
  ws.connect(`${__ENV.URL}/count?n=2`, (s) => {
    Promise.resolve().then(() => console.log('job'));
    s.on('open', () => console.log('first')); s.on('open', () => console.log('second')); s.on('message', async (m) => { console.log('message', m); await null; console.log('after', m); });
    s.on('close', () => console.log('close'));
    console.log('fn ends');
  });
  console.log('connect returned');
}
