// differs: CONNECTING: screen
// differs: CONNECTING: console
// differs: CONNECTING: metric
import { WebSocket } from 'k6/websockets';
export default function () {
  const s = new WebSocket(`${__ENV.URL}/echo`);
  s.onopen = () => console.log('never'); s.onerror = (e) => console.log('error'); s.onclose = (e) => console.log('close', e.code);
  s.close(); console.log(s.readyState);
}
