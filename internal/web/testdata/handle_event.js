// handleEvent is looked up at each event; without one there is a fault, and the others still hear.

export default function () {
  const t = new EventTarget();
  const late = {};
  t.addEventListener('x', late);
  t.addEventListener('x', (e) => console.log('other', e.type));
  late.handleEvent = function (e) { console.log(this === late, e.currentTarget === t); };
  t.dispatchEvent(new Event('x'));
// want: true true
// want: other x
  delete late.handleEvent;
  t.dispatchEvent(new Event('x'));
// want: other x
// want error: TypeError: EventListener.handleEvent is not a function
  Object.defineProperty(late, 'handleEvent', { get() { throw new RangeError('not now'); } });
  console.log(t.dispatchEvent(new Event('x')));
// want: other x
// want: true
// want error: RangeError: not now
}
