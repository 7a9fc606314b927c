// Classes that extend the platform's, with private members, symbols and accessors of their own.
import { fire } from 'web';
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  class Target extends EventTarget { #seen = []; [Symbol.toPrimitive]() { return 'target'; } hear(e) { this.#seen.push(e.data, e.type, e.target === this); } get seen() { return this.#seen.join(); } }
  const t = new Target();
  t.addEventListener('m', (e) => t.hear(e));
  fire(t, 'm', 'data');
  console.log(t.seen, `${t}`, t instanceof EventTarget);
// want: data,m,true target true
  class Message extends MessageEvent { #x = 1; constructor(data) { super('m', { data, origin: 'o' }); this.more = true; } get type() { return 'mine'; } get x() { return this.#x; } }
  const m = new Message('d');
  console.log(m.data, m.origin, m.type, m.x, m.more, Object.keys(m).join(), 'data' in m, m.hasOwnProperty('data'), said(() => { m.data = 5; }));
// want: d o mine 1 true more true false TypeError: Cannot set property data of #<MessageEvent> which has only a getter
  console.log(t.dispatchEvent(m), t.seen);
// want: true data,m,true,d,mine,true
  const plain = new MessageEvent('m', { data: 5 });
  console.log(plain.data, plain.type, said(() => { plain.data = 6; }).slice(0, 9), said(() => { plain.type = 'x'; }).slice(0, 9), plain.data, 'data' in plain);
// want: 5 m TypeError TypeError 5 true
  plain.own = 1;
  console.log(Object.keys(plain).join());
// want: own
}
