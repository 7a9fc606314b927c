// An exception in a listener is reported; the other listeners run, and dispatchEvent does not throw.

export default function () {
  const t = new EventTarget();
  t.addEventListener('x', () => { throw new Error('boom'); });
  t.addEventListener('x', () => console.log('second'));
  console.log(t.dispatchEvent(new Event('x')));
// want: second
// want: true
// want error: boom
}
