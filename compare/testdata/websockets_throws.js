// differs: an exception in a listener: console info
// differs: is interrupted or a handler throws: ws_session_duration
import { WebSocket } from 'k6/websockets';
export const options = { vus: 1, iterations: 3 };
export default function () {
  const s = new WebSocket(`${__ENV.URL}/echo`); const where = ['open', 'message', 'timer'][__ITER];
  s.onopen = () => { if (where === 'open') { throw new Error('in open'); } if (where === 'timer') { setTimeout(() => { throw new Error('in timer'); }, 10); } s.send('x'); };
  s.onmessage = () => { if (where === 'message') { throw new Error('in message'); } };
  s.onclose = () => console.log('closed'); s.onerror = (e) => console.log('error', e.error);
}
