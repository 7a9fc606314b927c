// AbortController and AbortSignal.
const said = (f) => { try { return String(f()); } catch (e) { return e && e.name || String(e); } };

export default function () {
  const c = new AbortController();
  const s = c.signal;
  console.log(s === c.signal, s.aborted, s.reason, s.onabort, s instanceof AbortSignal, s instanceof EventTarget, String(c), String(s));
// want: true false undefined null true true [object AbortController] [object AbortSignal]
  console.log(said(() => new AbortSignal()), said(() => AbortController()), said(() => AbortController.prototype.abort.call({})), said(() => s.throwIfAborted()));
// want: TypeError TypeError TypeError undefined
  const log = [];
  s.onabort = function (e) { log.push('on', this === s, e.type, e.isTrusted, e.target === s, e.cancelable); };
  s.addEventListener('abort', () => log.push('listener', s.aborted));
  c.abort('why');
  c.abort('again');
  console.log(log.join(' '), s.reason, said(() => s.throwIfAborted()));
// want: on true abort true true false listener true why why
  const d = new AbortController();
  d.abort();
  console.log(d.signal.reason.name, d.signal.reason.code, d.signal.reason instanceof DOMException, said(() => d.signal.throwIfAborted()));
// want: AbortError 20 true AbortError
  const a = AbortSignal.abort();
  const b = AbortSignal.abort(0);
  console.log(a.aborted, a.reason.name, b.reason, AbortSignal.abort(undefined).reason.name, AbortSignal.abort(null).reason);
// want: true AbortError 0 AbortError null
  console.log(AbortController.length, AbortSignal.abort.length, AbortSignal.timeout.length, AbortSignal.any.length, AbortSignal.prototype.throwIfAborted.length);
// want: 0 0 1 1 0

  const one = new AbortController();
  const two = new AbortController();
  const any = AbortSignal.any([one.signal, two.signal]);
  const nested = AbortSignal.any([any, new AbortController().signal]);
  const order = [];
  one.signal.addEventListener('abort', () => order.push('one'));
  any.addEventListener('abort', () => order.push('any'));
  nested.addEventListener('abort', () => order.push('nested'));
  one.abort('first');
  two.abort('second');
  console.log(order.join(), any.reason, nested.reason);
// want: one,any,nested first first
  console.log(AbortSignal.any([]).aborted, AbortSignal.any([one.signal]).reason, AbortSignal.any([two.signal, one.signal]).reason);
// want: false first second
  console.log(said(() => AbortSignal.any()), said(() => AbortSignal.any([1])), said(() => AbortSignal.timeout()));
// want: TypeError TypeError TypeError

  const t = new EventTarget();
  const e = new AbortController();
  let n = 0;
  t.addEventListener('x', () => n++, { signal: e.signal });
  t.addEventListener('x', () => n++, { signal: AbortSignal.abort() });
  t.dispatchEvent(new Event('x'));
  e.abort();
  t.dispatchEvent(new Event('x'));
  console.log(n, said(() => t.addEventListener('x', () => {}, { signal: 5 })));
// want: 1 TypeError
}
