// What dispatchEvent says and does.

export default function () {
  const t = new EventTarget();
  const e = new Event('x', { cancelable: true });
  t.addEventListener('x', (event) => {
    console.log(event === e, event.target === t, event.currentTarget === t, event.eventPhase, event.composedPath().length);
// want: true true true 2 1
    event.preventDefault();
    try { t.dispatchEvent(event); } catch (x) { console.log(x.name, x instanceof DOMException); }
// want: InvalidStateError true
    event.stopImmediatePropagation();
  });
  t.addEventListener('x', () => console.log('never'));
  console.log(t.dispatchEvent(e), e.defaultPrevented, e.currentTarget, e.eventPhase, e.composedPath().length, e.isTrusted);
// want: false true null 0 0 false
  t.addEventListener('y', (event) => event.preventDefault());
  console.log(t.dispatchEvent(new Event('y')), t.dispatchEvent(new Event('z')));
// want: true true
}
