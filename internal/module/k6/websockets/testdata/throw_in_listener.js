// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const other = new WebSocket(__ENV.URL + '/echo');
  other.onclose = (e) => console.log('other closed', e.code);
  other.onopen = () => {
    const s = new WebSocket(__ENV.URL + '/echo');
    s.addEventListener('open', () => { throw new Error('mine'); });
    s.addEventListener('open', () => console.log('the next listener runs'));
    s.onclose = (e) => console.log('closed', e.code);
  };
  setTimeout(() => console.log('never'), 60000);
}
// want error: Error: mine
// want: the next listener runs
// want: other closed 1000
// want: closed 1000
