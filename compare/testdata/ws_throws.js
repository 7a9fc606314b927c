import ws from 'k6/ws';
export const options = { vus: 1, iterations: 4 };
export default function () {
  const where = ['setup', 'open', 'message', 'timer'][__ITER];
  try {
    ws.connect(`${__ENV.URL}/echo`, (s) => {
      s.on('close', (c) => console.log('close', c));
      s.on('open', () => { if (where === 'open') { throw new Error('in open'); } if (where === 'timer') { s.setTimeout(() => { throw new Error('in timer'); }, 10); } else { s.send('x'); } });
      s.on('message', () => { throw new Error('in message'); });
      if (where === 'setup') { throw new Error('in setup'); }
    });
  } catch (e) { console.log(String(e)); throw e; }
}
