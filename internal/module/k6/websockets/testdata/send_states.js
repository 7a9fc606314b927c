// send by state: InvalidStateError while connecting; dropped once closing has begun, and only bufferedAmount grows, for ever.
// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';

const fault = (f) => { try { f(); return 'no exception'; } catch (e) { return `${e.name} ${e.code} ${e.constructor.name}`; } };

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  console.log(fault(() => ws.send('x')), fault(() => ws.send({ toString() { throw new RangeError('first'); } })), ws.bufferedAmount);
// want: InvalidStateError 11 DOMException RangeError undefined RangeError 0
  ws.onopen = () => {
    ws.close();
    console.log(fault(() => ws.send('żó')), ws.bufferedAmount);
// want: no exception 4
    ws.send(new Blob(['abc']));
    ws.send(new Uint16Array(2));
    console.log(ws.bufferedAmount);
// want: 11
  };
  ws.onmessage = () => console.log('never');
  ws.onclose = () => {
    console.log(ws.bufferedAmount, fault(() => ws.send(1234)), ws.bufferedAmount, fault(() => ws.ping()));
// want: 11 no exception 15 InvalidStateError 11 DOMException
    setTimeout(() => console.log(ws.bufferedAmount), 1);
// want: 15
  };
}
// want metric: ws_msgs_sent 0
