// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
export default function () { const s = new WebSocket(`${__ENV.URL}/echo?deflate=1`, null, { compression: 'deflate' }); s.onopen = () => { s.send('x'.repeat(5000)); s.send(''); }; let n = 0; s.onmessage = (e) => { console.log(e.data.length); if (++n === 2) { s.close(); } }; }
