import ws from 'k6/ws';
export const options = { vus: 1, iterations: 2 };
export default function () {
  try {
    ws.connect(`${__ENV.URL}/${__ITER === 0 ? 'close?code=1011' : 'echo'}`, (s) => {
      s.on('open', () => { if (__ITER === 1) { s.close(); s.send('late'); } });
      s.on('error', (e) => { console.log(e.error()); throw new Error('in error handler'); });
      s.on('close', (c) => { console.log('close', c); });
    });
  } catch (e) { console.log('caught', String(e)); }
}
