// fail() in a listener ends the iteration as an exception does: sockets close with 1000, and hear of it.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';
import { fail } from 'k6';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  ws.onopen = () => fail('enough');
  ws.addEventListener('open', () => console.log('the other listener'));
  ws.onerror = () => console.log('never');
  ws.onclose = (e) => {
    console.log(e.code, e.wasClean, ws.readyState);
    const late = new WebSocket(`${__ENV.URL}/echo`); // too late: it ends at once
    late.onopen = () => console.log('never');
    late.onclose = (end) => console.log('late', end.code);
  };
// want: the other listener
// want error: enough
// want: 1000 true 3
// want: late 1006
}
// want metric: iterations 1
// want metric: ws_closes{code:1000} 1
