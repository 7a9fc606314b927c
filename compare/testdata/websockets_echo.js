// differs: `close()` without a code: close 100
// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
export const options = { vus: 1, iterations: 2 };
export default function () {
  const s = new WebSocket(`${__ENV.URL}/echo`);
  console.log('state', s.readyState, s.url === `${__ENV.URL}/echo`, s.bufferedAmount, s.binaryType, JSON.stringify(s.protocol));
  let n = 0;
  s.onopen = (e) => { console.log('open', s.readyState, e.type); s.send('m0'); };
  s.onmessage = (e) => { console.log('message', e.data, e.type, typeof e.timestamp); if (++n < 3) { s.send('m' + n); } else { s.close(); console.log('state', s.readyState); } };
  s.onerror = (e) => console.log('error', e.error);
  s.onclose = (e) => console.log('close', e.code, e.reason, s.readyState);
  console.log('returned');
}
