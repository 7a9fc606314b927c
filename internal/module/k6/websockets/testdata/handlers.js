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
  ws.onclose = 5; // the standard takes it for none
  console.log(ws.onclose);
// want: null
// want warning: a value for 'onclose' should be callable: no function hears this socket's close events
  console.log(said(() => ws.addEventListener('open', 5)).startsWith('TypeError'));
// want: true
  ws.addEventListener('unknown', a);
  ws.addEventListener('open', () => { console.log(order.join()); ws.close(); });
// want: a,on,object open,once
}
