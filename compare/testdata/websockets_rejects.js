// ignore: message 2
// ignore: metric ws_msgs
// differs: is interrupted or a handler throws: ws_session_duration
import { WebSocket } from 'k6/websockets';
export default function () {
  const s = new WebSocket(`${__ENV.URL}/count?n=2`);
  s.onmessage = async (e) => { console.log('message', e.data); throw new Error('async ' + e.data); }; s.onclose = () => console.log('closed');
}
