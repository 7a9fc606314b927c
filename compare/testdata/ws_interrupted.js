// ignore: never
// differs: is interrupted or a handler throws: ws_session_duration
// differs: who still held: log warning: VU
// ignore: closed
import ws from 'k6/ws';
export const options = { scenarios: { a: { executor: 'constant-vus', vus: 1, duration: '1s', gracefulStop: '0s' } } };
export default function () { ws.connect(`${__ENV.URL}/echo`, (s) => { s.on('open', () => s.send('x')); s.on('message', (m) => console.log(m)); s.on('close', () => console.log('closed')); }); console.log('never'); }
