// differs: `close()` without a code: close 100
// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
export default function () {
  let n = 0;
  const s = new WebSocket(`${__ENV.URL}/echo`);
  s.onopen = () => { console.log(s.ping()); s.ping(); s.ping(); };
  s.onpong = (e) => { console.log(e.type); if (++n === 3) { s.close(); } };
  s.onclose = (e) => console.log('close', e.code);
  const p = new WebSocket(`${__ENV.URL}/ping?every=100ms`); let m = 0;
  p.addEventListener('ping', (e) => { if (++m === 2) { console.log('pinged', e.type); p.close(); } });
}
