import ws from 'k6/ws';
export default function () {
  try { ws.connect(`${__ENV.URL}/count?n=1`, (s) => { s.on('close', () => { throw new Error('in close handler'); }); s.on('close', () => console.log('second')); }); } catch (e) { console.log('caught', String(e)); }
}
