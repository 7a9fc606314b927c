// differs: an `error` event before every close: error websocket: close
import { WebSocket } from 'k6/websockets';
export default function () {
  const s = new WebSocket(`${__ENV.URL}/close?code=3000&reason=because`);
  s.onopen = () => console.log('open');
  s.onerror = (e) => console.log('error', e.error, e.type, e.target === s);
  s.onclose = (e) => console.log('close', e.code, e.reason, e.type, s.readyState);
}
