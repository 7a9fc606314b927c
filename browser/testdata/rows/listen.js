// EventTarget and the on… attributes.

// twice is a socket that gets two messages and closes.
const twice = '/text:1/text:2/close:1000';

row('listen: on… and addEventListener in the order of assignment', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  ws.addEventListener('message', () => t.log('first'));
  ws.onmessage = () => t.log('attribute');
  ws.addEventListener('message', () => t.log('last'));
  await t.once(ws, 'close');
});

row('listen: a replaced attribute keeps its place', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  ws.onmessage = () => t.log('old');
  ws.addEventListener('message', () => t.log('listener'));
  ws.onmessage = () => t.log('new');
  await t.once(ws, 'close');
});

row('listen: an attribute set to null loses its place', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  ws.onmessage = () => t.log('old');
  ws.addEventListener('message', () => t.log('listener'));
  ws.onmessage = null;
  ws.onmessage = () => t.log('new');
  await t.once(ws, 'close');
});

row('listen: what an attribute returns', async (t) => {
  const ws = t.ws('/');
  const f = () => {};
  for (const name of ['onopen', 'onmessage', 'onerror', 'onclose']) {
    const values = [f, null, undefined, 5, 'text', true, {}, [], Symbol.iterator, class A {}, { handleEvent() {} }];
    for (const value of values) {
      ws[name] = value;
      t.log(name, typeof value, ws[name] === value, ws[name] === null, typeof ws[name]);
    }
    ws[name] = null;
  }
  ws.close();
});

row('listen: an object as attribute is never called', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  ws.onmessage = { handleEvent() { t.log('called'); } };
  ws.addEventListener('message', () => t.log('listener'));
  await t.once(ws, 'close');
});

row('listen: this and arguments', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  ws.onmessage = function (...args) { t.log('attribute', this === ws, args.length, args[0].type); };
  ws.addEventListener('message', function (...args) { t.log('listener', this === ws, args.length); });
  const object = { handleEvent(...args) { t.log('object', this === object, args.length); } };
  ws.addEventListener('message', object);
  await t.once(ws, 'close');
});

row('listen: handleEvent is looked up each time', async (t) => {
  const ws = t.ws(twice);
  const object = {};
  ws.addEventListener('message', object);
  object.handleEvent = () => { t.log('one'); object.handleEvent = () => t.log('two'); };
  await t.once(ws, 'close');
});

row('listen: a duplicate runs once', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  const f = () => t.log('called');
  ws.addEventListener('message', f);
  ws.addEventListener('message', f);
  ws.addEventListener('message', f, { once: true });
  ws.addEventListener('message', f, false);
  ws.addEventListener('message', f, { passive: true });
  await t.once(ws, 'close');
});

row('listen: the same function with capture is another', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  const f = (e) => t.log('called', e.eventPhase);
  ws.addEventListener('message', f);
  ws.addEventListener('message', f, true);
  ws.addEventListener('message', f, { capture: true });
  await t.once(ws, 'close');
});

row('listen: capturing listeners come first', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  ws.addEventListener('message', () => t.log('bubble'));
  ws.onmessage = () => t.log('attribute');
  ws.addEventListener('message', () => t.log('capture'), true);
  await t.once(ws, 'close');
});

row('listen: once', async (t) => {
  const ws = t.ws(twice);
  ws.addEventListener('message', () => t.log('once'), { once: true });
  ws.addEventListener('message', () => t.log('always'));
  await t.once(ws, 'close');
});

row('listen: removed', async (t) => {
  const ws = t.ws(twice);
  const f = () => t.log('f'), g = () => t.log('g'), h = () => t.log('h');
  for (const each of [f, g, h]) ws.addEventListener('message', each);
  ws.removeEventListener('message', f);
  ws.removeEventListener('message', g, true);
  ws.removeEventListener('message', h, { capture: false });
  ws.removeEventListener('message', () => {});
  ws.removeEventListener('nothing', f);
  t.attempt('null', () => ws.removeEventListener('message', null));
  await t.once(ws, 'close');
});

row('listen: removed during dispatch', async (t) => {
  const ws = t.ws(twice);
  const second = () => t.log('second');
  ws.addEventListener('message', () => { t.log('first'); ws.removeEventListener('message', second); });
  ws.addEventListener('message', second);
  ws.addEventListener('message', () => t.log('third'));
  await t.once(ws, 'close');
});

row('listen: removes itself during dispatch', async (t) => {
  const ws = t.ws(twice);
  const self = () => { t.log('self'); ws.removeEventListener('message', self); };
  ws.addEventListener('message', self);
  ws.addEventListener('message', () => t.log('next'));
  await t.once(ws, 'close');
});

row('listen: added during dispatch', async (t) => {
  const ws = t.ws(twice);
  let n = 0;
  ws.addEventListener('message', () => { const id = ++n; t.log('first'); ws.addEventListener('message', () => t.log('added', id)); });
  await t.once(ws, 'close');
});

row('listen: removed and added again during dispatch', async (t) => {
  const ws = t.ws(twice);
  const f = () => t.log('f');
  ws.addEventListener('message', () => { t.log('first'); ws.removeEventListener('message', f); ws.addEventListener('message', f); });
  ws.addEventListener('message', f);
  await t.once(ws, 'close');
});

row('listen: an attribute replaced during dispatch', async (t) => {
  const ws = t.ws(twice);
  ws.addEventListener('message', () => { t.log('listener'); ws.onmessage = () => t.log('new'); });
  ws.onmessage = () => t.log('old');
  await t.once(ws, 'close');
});

row('listen: an attribute set to null during dispatch', async (t) => {
  const ws = t.ws(twice);
  ws.addEventListener('message', () => { t.log('listener'); ws.onmessage = null; });
  ws.onmessage = () => t.log('attribute');
  await t.once(ws, 'close');
});

row('listen: stopImmediatePropagation', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  ws.addEventListener('message', (e) => { t.log('first'); e.stopPropagation(); });
  ws.addEventListener('message', (e) => { t.log('second'); e.stopImmediatePropagation(); });
  ws.addEventListener('message', () => t.log('third'));
  await t.once(ws, 'close');
});

row('listen: signal', async (t) => {
  const ws = t.ws('/echo');
  const stop = new AbortController();
  ws.addEventListener('message', () => t.log('until aborted'), { signal: stop.signal });
  ws.addEventListener('message', () => t.log('never'), { signal: AbortSignal.abort() });
  await t.once(ws, 'open');
  ws.send('1');
  await t.once(ws, 'message');
  stop.abort();
  ws.send('2');
  await t.once(ws, 'message');
  t.attempt('null signal', () => ws.addEventListener('message', () => {}, { signal: null }));
  t.attempt('no signal', () => ws.addEventListener('message', () => {}, { signal: undefined }));
  t.attempt('wrong signal', () => ws.addEventListener('message', () => {}, { signal: {} }));
  ws.close();
  await t.once(ws, 'close');
});

row('listen: a signal aborted during dispatch', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  const stop = new AbortController();
  ws.addEventListener('message', () => { t.log('first'); stop.abort(); });
  ws.addEventListener('message', () => t.log('second'), { signal: stop.signal });
  await t.once(ws, 'close');
});

row('listen: callbacks that are none', async (t) => {
  const ws = t.ws('/');
  for (const f of [null, undefined, 5, 'text', true, {}, Symbol.iterator]) t.attempt(typeof f, () => ws.addEventListener('message', f));
  t.attempt('one argument', () => ws.addEventListener('message'));
  t.attempt('no argument', () => ws.addEventListener());
  t.attempt('options null', () => ws.addEventListener('message', () => {}, null));
  t.attempt('options text', () => ws.addEventListener('message', () => {}, 'text'));
  ws.close();
});

row('listen: an exception in a listener', async (t) => {
  const ws = t.ws('/text:1');
  ws.addEventListener('message', () => { t.log('first'); throw new Error('mine'); });
  ws.addEventListener('message', () => { t.log('second'); ws.close(1000); });
  ws.addEventListener('close', (e) => t.log('close', e.code, e.wasClean));
  await t.once(ws, 'close');
});

row('listen: an exception in an attribute', async (t) => {
  const ws = t.ws('/text:1');
  ws.onmessage = () => { t.log('attribute'); throw new Error('mine'); };
  ws.addEventListener('message', () => { t.log('listener'); ws.close(1000); });
  ws.onclose = (e) => t.log('close', e.code, e.wasClean);
  await t.once(ws, 'close');
});

row('listen: an exception in open', async (t) => {
  const ws = t.ws('/');
  ws.addEventListener('open', () => { t.log('first'); throw new Error('mine'); });
  ws.addEventListener('open', () => { t.log('second'); ws.close(1000); });
  ws.addEventListener('close', (e) => t.log('close', e.code, e.wasClean));
  await t.once(ws, 'close');
});

row('listen: a handler that returns false', async (t) => {
  const ws = t.ws('/');
  ws.onopen = () => false;
  const e = new Event('open', { cancelable: true });
  t.log(ws.dispatchEvent(e), e.defaultPrevented);
  ws.onerror = () => true;
  const f = new Event('error', { cancelable: true });
  t.log(ws.dispatchEvent(f), f.defaultPrevented);
  ws.onopen = null;
  ws.close();
});

row('listen: names are exact', async (t) => {
  const ws = t.ws('/text:1/close:1000');
  for (const name of ['Message', 'MESSAGE', 'onmessage', ' message', '']) ws.addEventListener(name, () => t.log('heard', name));
  ws.onMessage = () => t.log('heard onMessage');
  ws.addEventListener({ toString: () => 'message' }, () => t.log('heard by object'));
  await t.once(ws, 'close');
});
