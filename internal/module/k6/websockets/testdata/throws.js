// An exception in a listener: the others still run, the socket closes with its events, the iteration fails.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const other = new WebSocket(`${__ENV.URL}/echo`);
  const ends = [];
  const ended = (text) => { if (ends.push(text) === 2) console.log(ends.sort().join(', ')); };
  other.onclose = (e) => ended(`other ${e.code} ${e.wasClean}`);
  other.onopen = () => {
    const ws = new WebSocket(`${__ENV.URL}/early?n=1`);
    setTimeout(() => console.log('never'), 10000);
    ws.addEventListener('message', () => { throw new Error('boom'); });
    ws.addEventListener('message', () => { throw new Error('second'); });
    ws.addEventListener('message', () => console.log('third'));
    ws.onclose = (e) => ended(`its own ${e.code} ${e.wasClean} ${ws.readyState}`);
  };
// want: third
// want error: boom
// want error: second
// want warning: 1 pending timers were stopped because the iteration failed
// want: its own 1000 true 3, other 1000 true
}
// want metric: ws_session_duration 2
// want metric: ws_open_sockets 0
// want metric: iterations 1
