// The chain of classes, their names and lengths.

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  for (const c of [Blob, CloseEvent, ErrorEvent, Event, EventTarget, MessageEvent]) console.log(c.name, c.length, typeof c, c.prototype.constructor === c);
// want: Blob 0 function true
// want: CloseEvent 1 function true
// want: ErrorEvent 1 function true
// want: Event 1 function true
// want: EventTarget 0 function true
// want: MessageEvent 1 function true
  console.log(Object.getPrototypeOf(MessageEvent) === Event, Object.getPrototypeOf(MessageEvent.prototype) === Event.prototype);
// want: true true
  const m = new MessageEvent('x');
  console.log(m instanceof MessageEvent, m instanceof Event, m instanceof CloseEvent, m.constructor.name);
// want: true true false MessageEvent
  console.log(String(m), String(new Blob()), String(new EventTarget()), String(Event.prototype));
// want: [object MessageEvent] [object Blob] [object EventTarget] [object Event]
  console.log(m.hasOwnProperty('mine'), 'type' in m, 'preventDefault' in m, m.preventDefault === new Event('y').preventDefault);
// want: false true true true
  console.log(Event.prototype.preventDefault.name, Event.AT_TARGET, m.BUBBLING_PHASE);
// want: preventDefault 2 3
  console.log(said(() => Event.prototype.preventDefault.call({})));
// want: TypeError: Illegal invocation
  console.log(said(() => EventTarget.prototype.addEventListener.call(m, 'x', () => {})));
// want: TypeError: Illegal invocation
  console.log(said(() => new Event()));
// want: TypeError: Failed to construct 'Event': 1 argument required, but only 0 present.
}
