// on… handlers and listeners: order, identity, clearing, this.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  const order = [];
  const a = () => order.push('a');
  console.log(ws.onopen);
// want: null
  ws.addEventListener('open', a);
  ws.addEventListener('open', a);
  ws.onopen = function (e) { order.push(this === ws && e.currentTarget === ws ? 'on' : 'wrong this'); };
  ws.addEventListener('open', { handleEvent(e) { order.push('object ' + e.type); } });
  ws.addEventListener('open', () => { order.push('once'); }, { once: true });
  const gone = () => order.push('gone');
  ws.addEventListener('open', gone);
  ws.removeEventListener('open', gone);
  const handler = () => {};
  ws.onerror = handler;
  console.log(ws.onerror === handler);
// want: true
  ws.onerror = null;
  console.log(ws.onerror);
// want: null
  console.log(said(() => { ws.onopen = 5; }));
// want: GoError: a value for 'onopen' should be callable
  console.log(said(() => ws.addEventListener('open', null)));
// want: GoError: handler for event type "open" isn't a callable function
  console.log(said(() => ws.addEventListener('open', 5)).startsWith('TypeError'));
// want: true
  ws.addEventListener('unknown', a);
  ws.addEventListener('open', () => { console.log(order.join()); ws.close(); });
// want: a,on,object open,once
}
