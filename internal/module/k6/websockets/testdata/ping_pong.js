// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket(__ENV.URL + '/echo');
  s.onopen = () => s.ping();
  s.onpong = (e) => { console.log(e.type, String.fromCharCode(...new Uint8Array(e.data))); s.close(); };
}
// want: pong 0
