// The events' constructors and attributes.

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const e = new Event(5, { cancelable: 1 });
  console.log(e.type, e.target, e.bubbles, e.cancelable, e.defaultPrevented, e.isTrusted, e.eventPhase);
// want: 5 null false true false false 0
  console.log(Math.abs(Date.now() - e.timestamp) < 5000, e.timeStamp >= 0 && e.timeStamp < 600000);
// want: true true
  const m = new MessageEvent('m', { data: { a: 1 }, origin: 'o' });
  console.log(m.data.a, m.origin, new MessageEvent('m').data, m.lastEventId === '', m.source, m.ports.length);
// want: 1 o null true null 0
  const c = new CloseEvent('c', { code: 4000, reason: 'r', wasClean: true });
  console.log(c.code, c.reason, c.wasClean, new CloseEvent('c').code, `/${new CloseEvent('c').reason}/`);
// want: 4000 r true 0 //
  const x = new ErrorEvent('e', { message: 'm', error: m });
  console.log(x.message, x.error === m, c.data, e.code);
// want: m true undefined undefined
  console.log(said(() => { m.data = 1; }).startsWith('TypeError'), said(() => { m.type = 1; }).startsWith('TypeError'));
// want: true true
  m.own = 1;
  console.log(m.own, Object.keys(m).join());
// want: 1 own
}
