// Dictionaries of the events are converted as Web IDL says.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  for (const [code, reason] of [[65537, 5], ['1000', null], [-1, undefined], [NaN, {}], [3.9, ['a', 'b']]]) { const c = new CloseEvent('c', { code, reason, wasClean: code }); console.log(c.code, c.reason, c.wasClean); }
// want: 1 5 true
// want: 1000 null true
// want: 65535  true
// want: 0 [object Object] false
// want: 3 a,b true
  const m = new MessageEvent('m', { data: undefined, origin: 7, lastEventId: 'id', ports: [], source: null });
  console.log(m.data, m.origin, m.lastEventId, m.source, m.ports === m.ports, Object.isFrozen(m.ports), new MessageEvent('m').ports.length);
// want: null 7 id null true true 0
  console.log(said(() => new MessageEvent('m', { ports: 5 })), said(() => new CloseEvent()), said(() => new Event('x', 'y')));
// want: TypeError: Failed to construct 'MessageEvent': The provided value cannot be converted to a sequence. TypeError: Failed to construct 'CloseEvent': 1 argument required, but only 0 present. TypeError: Failed to construct 'Event': The provided value is not of type 'object'.
  const e = new ErrorEvent('e', { message: 'm', filename: 'f.js', lineno: '3', colno: 4.7, error: 0 });
  console.log(e.message, e.filename, e.lineno, e.colno, e.error);
// want: m f.js 3 4 0
  const none = new ErrorEvent('e');
  console.log(none.message === '', none.filename === '', none.lineno, none.colno, none.error);
// want: true true 0 0 undefined
  const order = [];
  new CustomEvent('x', new Proxy({}, { get(_, name) { order.push(name); } }));
  console.log(order.join());
// want: bubbles,cancelable,composed,detail
  console.log(said(() => new Event('x', { get bubbles() { throw new RangeError('mine'); } })));
// want: RangeError: mine
}
