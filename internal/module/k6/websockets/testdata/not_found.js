// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket(__ENV.URL + '/status?code=404');
  s.onerror = (e) => console.log('error', e.error);
  s.onclose = (e) => console.log('close', e.code);
}
// want: error websocket: bad handshake
// want: close 1006
