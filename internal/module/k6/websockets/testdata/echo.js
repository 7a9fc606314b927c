// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket(__ENV.URL + '/echo');
  console.log(s.readyState, s.url === __ENV.URL + '/echo', s.protocol === '', s.bufferedAmount);
  s.onopen = () => { console.log('open', s.readyState); s.send('hello'); };
  s.onmessage = (e) => { console.log(e.type, e.data, e.target === s, typeof e.timestamp); s.close(); console.log(s.readyState); };
  s.onclose = (e) => console.log('close', e.code, e.reason === '', e.wasClean, s.readyState);
  s.onerror = () => console.log('never');
}
// want: 0 true true 0
// want: open 1
// want: message hello true number
// want: 2
// want: close 1000 true true 3
