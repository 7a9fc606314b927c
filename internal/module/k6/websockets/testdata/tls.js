// Over TLS.
// env: URL={{TLS}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  ws.onopen = () => ws.send('safe');
  ws.onmessage = (e) => { console.log(e.data); ws.close(); };
// want: safe
}
// want metric: ws_tls_handshaking 1
