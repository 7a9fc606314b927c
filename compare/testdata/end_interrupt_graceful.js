// differs: is interrupted or a handler throws: ws_session_duration
// interrupt: interrupt me
// differs: sentences: log
// ignore: never
import ws from 'k6/ws';
export const options = { vus: 3, duration: '60s' };
export default function () { ws.connect(`${__ENV.URL}/echo`, (s) => { s.on('open', () => s.send('x')); if (__VU === 3) { s.setTimeout(() => console.log('interrupt me'), 800); } }); console.log('never'); }
