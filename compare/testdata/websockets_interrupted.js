// differs: is interrupted or a handler throws: ws_session_duration
// differs: who still held: log warning
import { WebSocket } from 'k6/websockets';
export const options = { scenarios: { a: { executor: 'constant-vus', vus: 1, duration: '1s', gracefulStop: '0s' } } };
export default function () { const s = new WebSocket(`${__ENV.URL}/echo`); s.onopen = () => s.send('x'); s.onmessage = (e) => console.log(e.data); s.onclose = () => console.log('never'); }
