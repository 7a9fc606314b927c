// differs: TCP reset: console info
import { WebSocket } from 'k6/websockets';
export default function () {
  const s = new WebSocket(`${__ENV.URL}/drop?at=message`);
  s.onopen = () => s.send('x'); s.onerror = (e) => console.log('error'); s.onclose = (e) => console.log('close', e.code);
}
