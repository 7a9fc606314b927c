// A message event has what the standard gives it, and k6's timestamp.
// env: URL={{URL}}
import { WebSocket, MessageEvent, Event } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/early?n=1`);
  ws.onmessage = (e) => {
    console.log(e instanceof MessageEvent, e instanceof Event, e.type, e.data, e.origin === __ENV.URL);
// want: true true message early 1 true
    console.log(e.target === ws, e.currentTarget === ws, e.srcElement === ws, e.eventPhase, e.isTrusted, e.bubbles, e.cancelable);
// want: true true true 2 true false false
    console.log(Math.abs(Date.now() - e.timestamp) < 5000, e.timeStamp > 0 && e.timeStamp < 600000, e.lastEventId === '', e.source, e.ports.length);
// want: true true true null 0
    console.log('data' in e, 'nothing' in e, Object.prototype.toString.call(e));
// want: true false [object MessageEvent]
    e.mine = 1;
    console.log(e.mine, (() => { try { e.data = 5; } catch (x) { return x.name; } })());
// want: 1 TypeError
    ws.close();
    setTimeout(() => console.log(e.currentTarget, e.target === ws, e.eventPhase), 1);
// want: null true 0
  };
}
