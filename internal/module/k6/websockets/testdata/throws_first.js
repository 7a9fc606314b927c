// An exception in the iteration's function closes what it opened.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  ws.onopen = () => console.log('never');
  ws.onclose = (e) => console.log(e.code);
// want: 1006
  throw new Error('boom');
// want error: boom
}
// want metric: ws_session_duration 0
