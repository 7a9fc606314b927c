// EventTarget, Event and CustomEvent.
const said = (f) => { try { return String(f()); } catch (e) { return e.name; } };

export default function () {
  const e = new Event(5, { cancelable: 1, bubbles: 'x', composed: {} });
  console.log(e.type, e.target, e.srcElement, e.currentTarget, e.bubbles, e.cancelable, e.composed, e.defaultPrevented, e.isTrusted, e.eventPhase, e.returnValue, e.cancelBubble, e.composedPath().length, typeof e.timeStamp);
// want: 5 null null null true true true false false 0 true false 0 number
  console.log(said(() => new Event()), said(() => new Event(Symbol())), said(() => new Event('x', 5)), said(() => new Event('x', null).type), new Event(null).type, new Event(undefined).type, said(() => Event('x')));
// want: TypeError TypeError TypeError x null undefined TypeError
  console.log(Event.name, Event.length, Event.NONE, Event.AT_TARGET, e.BUBBLING_PHASE, Event.prototype.CAPTURING_PHASE, String(e), Object.getPrototypeOf(CustomEvent) === Event, String(new EventTarget()), EventTarget.length);
// want: Event 1 0 2 3 1 [object Event] true [object EventTarget] 0
  const c = new CustomEvent('c', { detail: { a: 1 }, cancelable: true });
  console.log(c.detail.a, c.cancelable, new CustomEvent('d').detail, new CustomEvent('d', { detail: 0 }).detail, c instanceof Event, String(c), said(() => { 'use strict'; c.detail = 5; }), c.detail.a);
// want: 1 true null 0 true [object CustomEvent] TypeError 1
  console.log(said(() => Event.prototype.preventDefault.call({})), said(() => EventTarget.prototype.dispatchEvent.call({}, e)), said(() => new EventTarget().dispatchEvent()), said(() => new EventTarget().dispatchEvent({})), said(() => EventTarget()));
// want: TypeError TypeError TypeError TypeError TypeError
  const t = new EventTarget();
  let log = [];
  const run = (event) => { log = []; const r = t.dispatchEvent(event); console.log(log.join(), r); };
// want: a,true,true,true,2,true true
// want:  true
// want: a,true,true,true,2,true true
// want:  true
// want: false,true true
// want: true,false false
// want: false true
// want: false true
// want: true true
// want: false true null 0
// want: true true
  const a = function (event) { log.push('a', this === t, event.target === t, event.currentTarget === t, event.eventPhase, event.composedPath()[0] === t); };
  t.addEventListener('x', a);
  t.addEventListener('x', a, false);
  t.addEventListener('x', a, { once: true });
  t.addEventListener('x', a, { passive: true });
  run(new Event('x'));
  run(new Event('X'));
  t.removeEventListener('x', a, true);
  run(new Event('x'));
  t.removeEventListener('x', a);
  run(new Event('x'));
  t.addEventListener('p', (event) => { event.preventDefault(); log.push(event.defaultPrevented, event.returnValue); });
  run(new Event('p'));
  run(new Event('p', { cancelable: true }));
  t.addEventListener('q', (event) => { event.preventDefault(); log.push(event.defaultPrevented); }, { passive: true });
  run(new Event('q', { cancelable: true }));
  t.addEventListener('r', (event) => { event.returnValue = true; log.push(event.defaultPrevented); });
  run(new Event('r', { cancelable: true }));
  t.addEventListener('s', (event) => { event.stopImmediatePropagation(); log.push(event.cancelBubble); });
  t.addEventListener('s', () => log.push('never'));
  const again = new Event('s');
  run(again);
  console.log(again.cancelBubble, again.target === t, again.currentTarget, again.eventPhase);
// want: InvalidStateError true
  run(again);
  t.addEventListener('n', (event) => { log.push(said(() => t.dispatchEvent(event))); });
  run(new Event('n'));
  const order = [];
  const u = new EventTarget();
  const late = () => order.push('late');
  const gone = () => order.push('gone');
  u.addEventListener('x', () => { order.push('first'); u.addEventListener('x', late); u.removeEventListener('x', gone); }, { once: true });
  u.addEventListener('x', gone);
  u.addEventListener('x', { handleEvent(event) { order.push('object', this.own, event.type); }, own: 1 });
  u.dispatchEvent(new Event('x'));
  u.dispatchEvent(new Event('x'));
  console.log(order.join());
// want: first,object,1,x,object,1,x,late
  console.log(said(() => u.addEventListener('x')), said(() => u.addEventListener('x', null)), said(() => u.addEventListener()), said(() => u.removeEventListener('x', null)));
// want: TypeError undefined TypeError undefined
  class Mine extends EventTarget { #n = 0; on(f) { this.addEventListener('n', f); return ++this.#n; } emit(detail) { return this.dispatchEvent(new Special(detail)); } }
  class Special extends CustomEvent { #extra = 'private'; constructor(detail) { super('n', { detail }); this.own = 2; } get extra() { return this.#extra; } }
  const m = new Mine();
  console.log(m.on((event) => console.log(event.detail, event.extra, event.own, event.type, event.target === m, event instanceof Special, event instanceof CustomEvent, event.isTrusted)));
// want: 1
// want: 7 private 2 n true true true false
  console.log(m.emit(7), m instanceof Mine, m instanceof EventTarget, Object.keys(m).length, m.constructor.name, String(m));
// want: true true true 0 Mine [object EventTarget]
  const s = Symbol('s');
  m[s] = 1;
  console.log(m[s], said(() => EventTarget.prototype.addEventListener.call(Object.create(m), 'x', () => {})));
// want: 1 TypeError
}
