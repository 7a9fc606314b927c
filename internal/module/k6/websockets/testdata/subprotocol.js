// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket(__ENV.URL + '/subproto?want=b', ['a', 'b']);
  s.onopen = () => { console.log(s.protocol); s.close(); };
}
// want: b
