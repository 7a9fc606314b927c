// order: any
import { WebSocket } from 'k6/websockets';
export default function () {
  for (const url of [`${__ENV.DEAD}/`, `${__ENV.URL}/status?code=403`, `${__ENV.URL}/status?code=200`]) {
    const s = new WebSocket(url);
    s.onopen = () => console.log('never'); s.onerror = (e) => console.log(url, 'error', e.error, s.readyState); s.onclose = (e) => console.log(url, 'close', JSON.stringify(e.reason), s.readyState);
  }
}
