// An unhandled rejection ends the iteration as an exception does; a handled one does not.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  ws.onopen = async () => {
    await Promise.reject(new Error('handled')).catch(() => console.log('caught'));
    ws.send('x');
  };
  ws.onmessage = async () => { throw new Error('mine'); };
  ws.addEventListener('message', () => console.log('the other listener'));
  ws.onclose = (e) => console.log(e.code, e.wasClean);
// want: caught
// want: the other listener
// want error: Uncaught (in promise) Error: mine
// want: 1000 true
}
// want metric: ws_session_duration 1
