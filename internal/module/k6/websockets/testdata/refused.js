// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket('ws://127.0.0.1:1/');
  s.onerror = (e) => console.log('error', e.error, s.readyState);
  s.onclose = (e) => console.log('close', e.code, e.wasClean);
  s.onopen = () => console.log('never');
}
// want: error dial tcp 127.0.0.1:1: connect: connection refused 3
// want: close 1006 false
