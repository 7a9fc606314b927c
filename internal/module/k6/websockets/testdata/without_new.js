// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = WebSocket(__ENV.URL + '/echo');
  s.onopen = () => { console.log(s instanceof WebSocket); s.close(); };
}
// want: true
