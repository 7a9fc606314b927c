// The server's pings are answered, and are events; none comes after close.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/pinger?n=1`);
  ws.addEventListener('ping', (e) => console.log(e.type, e.target === ws));
  ws.onmessage = (e) => {
    console.log(e.data);
    ws.ping(); // its pong is late
    ws.close();
  };
  ws.onpong = () => console.log('pong', ws.readyState);
  ws.onclose = () => { console.log('close'); ws.onpong = () => console.log('never'); };
// want: ping true
// want: pong 1
// want: pong 2
// want: close
}
