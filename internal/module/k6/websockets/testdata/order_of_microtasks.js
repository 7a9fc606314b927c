// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket(__ENV.URL + '/echo');
  const log = [];
  s.addEventListener('open', () => { log.push('a'); Promise.resolve().then(() => log.push('a-micro')); });
  s.addEventListener('open', () => { log.push('b'); s.close(); });
  s.onclose = () => console.log(log.join());
}
// want: a,a-micro,b
