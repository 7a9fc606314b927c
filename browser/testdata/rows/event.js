// Events: their properties, and dispatchEvent.

const eventKeys = ['type', 'bubbles', 'cancelable', 'composed', 'isTrusted', 'defaultPrevented', 'returnValue', 'cancelBubble', 'eventPhase'];

function describe(t, e, ws) {
  t.log(Object.prototype.toString.call(e), ...eventKeys.map((key) => key + '=' + show(e[key])));
  t.log('targets', e.target === ws, e.currentTarget === ws, e.srcElement === ws, typeof e.timeStamp, e.timeStamp > 0, e.composedPath().length, e.composedPath()[0] === ws);
  t.log('classes', e instanceof Event, e instanceof MessageEvent, e instanceof CloseEvent, e.constructor.name);
}

row('event: open', async (t) => {
  const ws = t.ws('/close:1000');
  ws.onopen = (e) => describe(t, e, ws);
  await t.once(ws, 'close');
});

row('event: message', async (t) => {
  const ws = t.ws('/text:hi/close:1000');
  ws.onmessage = (e) => {
    describe(t, e, ws);
    t.log(e.data, e.origin, JSON.stringify(e.lastEventId), e.source, Array.isArray(e.ports), e.ports.length, Object.isFrozen(e.ports));
  };
  await t.once(ws, 'close');
});

row('event: the origin of a message', async (t) => {
  const ws = new WebSocket('ws://user:pass@' + t.host + '/text:hi/close:1000?query');
  ws.onmessage = (e) => t.log(e.origin);
  await t.once(ws, 'close');
  const other = new WebSocket(t.http + '/text:hi/close:1000');
  other.onmessage = (e) => t.log(e.origin);
  await t.once(other, 'close');
});

row('event: close', async (t) => {
  const ws = t.ws('/close:3001:r%C3%A9ason');
  ws.onclose = (e) => { describe(t, e, ws); t.log(e.code, e.reason, e.wasClean); };
  await t.once(ws, 'close');
});

row('event: error', async (t) => {
  const ws = t.ws('/status:404');
  ws.onerror = (e) => describe(t, e, ws);
  ws.onclose = (e) => { describe(t, e, ws); t.log(e.code, JSON.stringify(e.reason), e.wasClean); };
  await t.once(ws, 'close');
});

row('event: after its dispatch', async (t) => {
  const ws = t.ws('/text:hi/close:1000');
  const e = await t.once(ws, 'message');
  await t.task();
  t.log(e.target === ws, e.currentTarget, e.eventPhase, e.composedPath().length, e.data);
  await Promise.race([t.once(ws, 'close'), t.task(200)]);
});

row('event: preventDefault does nothing to a message', async (t) => {
  const ws = t.ws('/text:hi/close:1000');
  ws.addEventListener('message', (e) => { e.preventDefault(); e.returnValue = false; t.log(e.defaultPrevented, e.returnValue); });
  await t.once(ws, 'close');
});

row('event: properties cannot be set', async (t) => {
  const ws = t.ws('/text:hi/close:1000');
  ws.onmessage = (e) => {
    for (const key of ['type', 'data', 'target', 'isTrusted', 'timeStamp']) t.attempt(key, () => { e[key] = 'changed'; return 'set'; });
    t.log(e.type, e.data, e.target === ws, e.isTrusted);
  };
  await t.once(ws, 'close');
});

row('event: dispatchEvent', async (t) => {
  const ws = t.ws('/');
  const seen = [];
  ws.onmessage = (e) => seen.push(['attribute', e.data, e.isTrusted, e.eventPhase, e.target === ws]);
  ws.addEventListener('message', (e) => seen.push(['listener', e.data, e.bubbles, e.cancelable]));
  const e = new MessageEvent('message', { data: { a: 1 }, bubbles: true, cancelable: true });
  t.log(e.target, e.currentTarget, e.eventPhase);
  t.log(ws.dispatchEvent(e));
  t.log(seen, e.target === ws, e.currentTarget, e.eventPhase);
  t.attempt('again', () => ws.dispatchEvent(e));
  t.log(seen.length, ws.readyState);
  ws.close();
});

row('event: dispatchEvent of close and error changes no state', async (t) => {
  const ws = t.ws('/');
  ws.onclose = (e) => t.log('close', e.code, e.isTrusted, ws.readyState);
  ws.onerror = (e) => t.log('error', e.isTrusted, ws.readyState);
  ws.dispatchEvent(new CloseEvent('close', { code: 3000 }));
  ws.dispatchEvent(new Event('error'));
  t.log(ws.readyState);
  ws.onclose = ws.onerror = null;
  ws.close();
});

row('event: dispatchEvent faults', async (t) => {
  const target = new EventTarget();
  for (const value of [undefined, null, {}, 'message', { type: 'message' }]) t.attempt(show(value), () => target.dispatchEvent(value));
  t.attempt('no argument', () => target.dispatchEvent());
  target.addEventListener('x', (e) => t.attempt('within', () => target.dispatchEvent(e)));
  t.attempt('outer', () => target.dispatchEvent(new Event('x')));
});

row('event: cancelled', async (t) => {
  const target = new EventTarget();
  target.addEventListener('x', (e) => e.preventDefault());
  t.log(target.dispatchEvent(new Event('x', { cancelable: true })), target.dispatchEvent(new Event('x')), target.dispatchEvent(new Event('y', { cancelable: true })));
  target.addEventListener('z', (e) => { e.preventDefault(); t.log(e.defaultPrevented); }, { passive: true });
  t.log(target.dispatchEvent(new Event('z', { cancelable: true })));
});

row('event: Event constructor', async (t) => {
  t.attempt('no type', () => new Event());
  t.attempt('call', () => Event('x'));
  const e = new Event('x', { bubbles: 1, cancelable: 'yes', composed: true });
  t.log(e.type, e.bubbles, e.cancelable, e.composed, e.isTrusted, e.target, e.currentTarget, e.eventPhase, e.composedPath());
  t.log(new Event(null).type, new Event(undefined).type, new Event(5).type, JSON.stringify(new Event('').type));
  t.attempt('init null', () => new Event('x', null).bubbles);
  t.attempt('init undefined', () => new Event('x', undefined).bubbles);
  t.attempt('init number', () => new Event('x', 5));
  t.log(Event.NONE, Event.CAPTURING_PHASE, Event.AT_TARGET, Event.BUBBLING_PHASE, e.AT_TARGET, Event.prototype.BUBBLING_PHASE);
});

row('event: MessageEvent constructor', async (t) => {
  const e = new MessageEvent('message');
  t.log(e.data, JSON.stringify(e.origin), JSON.stringify(e.lastEventId), e.source, e.ports.length);
  const f = new MessageEvent('m', { data: 5, origin: 'o', lastEventId: 'l' });
  t.log(f.data, f.origin, f.lastEventId, f.type, f instanceof Event);
  t.log(new MessageEvent('m', { data: undefined }).data, new MessageEvent('m', { origin: null }).origin);
});

row('event: CloseEvent constructor', async (t) => {
  const e = new CloseEvent('close');
  t.log(e.code, JSON.stringify(e.reason), e.wasClean);
  const f = new CloseEvent('close', { code: 70000, reason: 5, wasClean: 'x' });
  t.log(f.code, f.reason, f.wasClean, f instanceof Event);
  t.log(new CloseEvent('c', { code: -1 }).code, new CloseEvent('c', { code: '12.7' }).code, new CloseEvent('c', { code: NaN }).code);
});

row('event: ErrorEvent and CustomEvent', async (t) => {
  const e = new ErrorEvent('error', { message: 'm', filename: 'f', lineno: 3, colno: 4, error: 'any' });
  t.log(e.message, e.filename, e.lineno, e.colno, e.error, e instanceof Event, Object.prototype.toString.call(e));
  const f = new ErrorEvent('error');
  t.log(JSON.stringify(f.message), JSON.stringify(f.filename), f.lineno, f.colno, f.error);
  const g = new CustomEvent('c', { detail: 7 });
  t.log(g.detail, new CustomEvent('c').detail, g instanceof Event);
});

row('event: isTrusted is an own property', async (t) => {
  const d = Object.getOwnPropertyDescriptor(new Event('x'), 'isTrusted');
  t.log(typeof d, d && typeof d.get, d && d.enumerable, d && d.configurable);
  t.log(Object.keys(new Event('x')));
});
