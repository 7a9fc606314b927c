// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket(__ENV.URL + '/mute');
  s.onerror = (e) => console.log('error');
  s.onclose = (e) => console.log('close', e.code);
  s.close();
  console.log(s.readyState);
}
// want: 2
// want: error
// want: close 1006
