// differs: `close()` without a code: close 100
// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
export default function () {
  const s = new WebSocket(`${__ENV.URL}/echo`); let n = 0;
  s.onopen = () => { const t = setInterval(() => { s.send('tick ' + n); if (++n === 3) { clearInterval(t); setTimeout(() => s.close(), 50); } }, 20); };
  s.onmessage = (e) => console.log(e.data); s.onclose = (e) => console.log('close', e.code);
}
