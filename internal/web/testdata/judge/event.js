// Event, CustomEvent and EventTarget, as far as Node 20 follows the standard.
const said = (f) => { try { return String(f()); } catch (e) { return e.name; } };

export default function () {
  const e = new Event(5, { cancelable: 1, bubbles: 'x', composed: {} });
  console.log(e.type, e.target, e.srcElement, e.currentTarget, e.bubbles, e.cancelable, e.composed, e.defaultPrevented, e.isTrusted, e.eventPhase, e.returnValue, e.cancelBubble, e.composedPath().length, typeof e.timeStamp);
// want: 5 null null null true true true false false 0 true false 0 number
  console.log(said(() => new Event()), said(() => new Event(Symbol())), said(() => new Event('x', 5)), said(() => new Event('x', null).type), new Event(null).type, new Event(undefined).type, said(() => Event('x')));
// want: TypeError TypeError TypeError x null undefined TypeError
  console.log(Event.name, Event.length, Event.NONE, Event.AT_TARGET, String(e), Object.getPrototypeOf(CustomEvent) === Event, String(new EventTarget()), EventTarget.length);
// want: Event 1 0 2 [object Event] true [object EventTarget] 0
  const c = new CustomEvent('c', { detail: { a: 1 }, cancelable: true });
  console.log(c.detail.a, c.cancelable, new CustomEvent('d').detail, new CustomEvent('d', { detail: 0 }).detail, c instanceof Event, String(c), said(() => { 'use strict'; c.detail = 5; }), c.detail.a);
// want: 1 true null 0 true [object CustomEvent] TypeError 1
  console.log(said(() => Event.prototype.preventDefault.call({})), said(() => EventTarget.prototype.dispatchEvent.call({}, e)), said(() => new EventTarget().dispatchEvent()), said(() => new EventTarget().dispatchEvent({})), said(() => EventTarget()));
// want: TypeError TypeError TypeError TypeError TypeError
  const m = new MessageEvent('m', { data: [1], origin: 7, lastEventId: null });
  console.log(m.data[0], m.origin, m.lastEventId, m.source, m.ports.length, m.type, new MessageEvent('n').data, MessageEvent.length, m instanceof Event);
// want: 1 7 null null 0 m null 1 true
  const t = new EventTarget();
  let log = [];
  const run = (event) => { log = []; const r = t.dispatchEvent(event); console.log(log.join(), r); };
// want: a,true,true,true,2,true true
// want:  true
// want:  true
// want: once true
// want:  true
// want: false,true true
// want: true,false false
// want:  true
// want: object,1,o true
  const a = function (event) { log.push('a', this === t, event.target === t, event.currentTarget === t, event.eventPhase, event.composedPath()[0] === t); };
  t.addEventListener('x', a);
  t.addEventListener('x', a, false);
  run(new Event('x'));
  run(new Event('X'));
  t.removeEventListener('x', a, true);
  t.removeEventListener('x', a);
  run(new Event('x'));
  t.addEventListener('once', () => log.push('once'), { once: true });
  run(new Event('once'));
  run(new Event('once'));
  t.addEventListener('p', (event) => { event.preventDefault(); log.push(event.defaultPrevented, event.returnValue); });
  run(new Event('p'));
  run(new Event('p', { cancelable: true }));
  t.addEventListener('s', (event) => event.stopImmediatePropagation());
  t.addEventListener('s', () => log.push('never'));
  run(new Event('s'));
  t.addEventListener('o', { handleEvent(event) { log.push('object', this.own, event.type); }, own: 1 });
  run(new Event('o'));
  console.log(said(() => t.addEventListener('x')), said(() => t.addEventListener()));
// want: TypeError TypeError
  class Mine extends EventTarget { #n = 0; on(f) { this.addEventListener('n', f); return ++this.#n; } emit(detail) { return this.dispatchEvent(new Special(detail)); } }
  class Special extends CustomEvent { #extra = 'private'; constructor(detail) { super('n', { detail }); this.own = 2; } get extra() { return this.#extra; } }
  const mine = new Mine();
  console.log(mine.on((event) => console.log(event.detail, event.extra, event.own, event.type, event.target === mine, event instanceof Special, event instanceof CustomEvent, event.isTrusted)));
// want: 1
// want: 7 private 2 n true true true false
  console.log(mine.emit(7), mine instanceof Mine, mine instanceof EventTarget, mine.constructor.name, String(mine));
// want: true true true Mine [object EventTarget]
}
