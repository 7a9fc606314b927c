// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket(__ENV.URL + '/echo');
  try { s.send('x'); } catch (e) { console.log(e.name); }
  try { s.ping(); } catch (e) { console.log(e.name); }
  s.onopen = () => { s.close(); try { s.send('x'); } catch (e) { console.log(e.name); } };
}
// want: InvalidStateError
// want: InvalidStateError
// want: InvalidStateError
