// differs: sentences: log warning
import { WebSocket } from 'k6/experimental/websockets';
export default function () { const s = new WebSocket(`${__ENV.URL}/count?n=2`); s.onmessage = (e) => console.log(e.data, s.binaryType); }
