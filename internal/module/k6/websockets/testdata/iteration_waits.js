// An iteration lasts until its sockets and timers are done.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const s = new WebSocket(__ENV.URL + '/echo');
  s.onopen = () => setTimeout(() => { console.log('timer'); s.close(); }, 5);
  s.onclose = () => console.log('close');
  console.log('returned');
}
// want: returned
// want: timer
// want: close
