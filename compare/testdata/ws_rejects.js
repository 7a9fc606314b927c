// differs: nobody handles: Uncaught
import ws from 'k6/ws';
export default function () {
  ws.connect(`${__ENV.URL}/count?n=2`, (s) => { s.on('message', async (m) => { throw new Error('async ' + m); }); s.on('close', (c) => console.log('close', c)); });
  console.log('returned');
}
