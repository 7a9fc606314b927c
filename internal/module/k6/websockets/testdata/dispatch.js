// A target of the script's own, and dispatchEvent.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';
import { Event, EventTarget } from 'k6/websockets';

export default function () {
  const t = new EventTarget();
  t.addEventListener('x', (e) => { console.log(e.type, e.target === t, e.isTrusted); e.preventDefault(); });
  console.log(t.dispatchEvent(new Event('x', { cancelable: true })));
  console.log(t instanceof EventTarget, WebSocket.prototype instanceof EventTarget);
}
// want: x true false
// want: false
// want: true true
