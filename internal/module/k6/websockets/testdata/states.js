// send needs a socket that is not connecting, ping an open one; attributes cannot be written.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

function fault(f) {
  try { f(); } catch (e) { return e.name + ' ' + e.code + ' ' + (e instanceof Error); }
  return 'no exception';
}
const strict = (f) => { try { f(); } catch (e) { return e.name; } return 'no exception'; };

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  console.log(fault(() => ws.send('x')), fault(() => ws.ping()));
// want: InvalidStateError 11 true InvalidStateError 11 true
  for (const name of ['readyState', 'url', 'protocol', 'extensions', 'bufferedAmount']) console.log(strict(() => { ws[name] = 1; }));
// want: TypeError
// want: TypeError
// want: TypeError
// want: TypeError
// want: TypeError
  ws.onopen = () => {
    ws.close();
    console.log(fault(() => ws.send('x')), fault(() => ws.ping()));
  };
// want: no exception InvalidStateError 11 true
  ws.onclose = () => console.log(fault(() => ws.send('x')), fault(() => ws.ping()), ws.readyState);
// want: no exception InvalidStateError 11 true 3
}
// want metric: ws_msgs_sent 0
