// differs: throw a GoError: console info
import { WebSocket } from 'k6/websockets';
export default function () {
  const s = new WebSocket(`${__ENV.URL}/close?at=message&code=4000&reason=done`);
  s.onopen = () => { s.send('x'); }; s.onerror = (e) => console.log('error', e.error); s.onclose = (e) => { console.log('close', e.code, e.reason); try { s.send('late'); } catch (e) { console.log(String(e)); } s.close(); };
}
