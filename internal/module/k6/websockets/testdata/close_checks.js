// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket(__ENV.URL + '/echo');
  for (const args of [[1001], [999], [5000], [3000, 'x'.repeat(124)]]) {
    try { s.close(...args); } catch (e) { console.log(e.name, e.message); }
  }
  s.onopen = () => s.close(3000, 'later');
  s.onclose = (e) => console.log(e.code, e.reason);
}
// want: InvalidAccessError Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 1001 is neither
// want: InvalidAccessError Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 999 is neither
// want: InvalidAccessError Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 5000 is neither
// want: SyntaxError Failed to execute 'close' on 'WebSocket': The message must not be greater than 123 bytes
// want: 3000 later
