// The order of events, microtasks and timers.

row('order: nothing happens before the task ends', async (t) => {
  const ws = t.watch(t.ws('/text:hi/close:1000'));
  const end = t.once(ws, 'close');
  t.log('task', ws.readyState);
  await Promise.resolve();
  t.log('microtask', ws.readyState);
  await end;
});

row('order: a microtask runs between listeners', async (t) => {
  const ws = t.ws('/text:hi/close:1000');
  ws.addEventListener('message', () => { t.log('first'); Promise.resolve().then(() => t.log('microtask')); queueMicrotask(() => t.log('queued')); });
  ws.addEventListener('message', () => t.log('second'));
  await t.once(ws, 'close');
});

row('order: a dispatched event leaves microtasks for later', async (t) => {
  const target = new EventTarget();
  target.addEventListener('x', () => { t.log('first'); Promise.resolve().then(() => t.log('microtask')); });
  target.addEventListener('x', () => t.log('second'));
  target.dispatchEvent(new Event('x'));
  t.log('after');
  await t.task();
});

row('order: microtasks before the next message', async (t) => {
  const ws = t.ws('/cork/text:1/text:2/text:3/close:1000');
  ws.onmessage = async (e) => { t.log('message', e.data); await null; t.log('then', e.data); await null; t.log('and then', e.data); };
  ws.onclose = () => t.log('close');
  await t.once(ws, 'close');
});

row('order: error and close of a refused connection', async (t) => {
  const ws = t.ws('/status:404');
  ws.onerror = () => { t.log('error', ws.readyState); Promise.resolve().then(() => t.log('microtask', ws.readyState)); };
  ws.onclose = () => { t.log('close', ws.readyState); Promise.resolve().then(() => t.log('last', ws.readyState)); };
  await t.once(ws, 'close');
  await t.task();
});

row('order: readyState after close() and a microtask', async (t) => {
  const ws = t.watch(t.ws('/'));
  await t.once(ws, 'open');
  ws.close();
  t.log(ws.readyState);
  await Promise.resolve();
  t.log(ws.readyState);
  await t.once(ws, 'close');
});

row('order: two sockets are independent', async (t) => {
  const a = t.ws('/echo'), b = t.ws('/echo');
  await Promise.all([t.once(a, 'open'), t.once(b, 'open')]);
  a.send('a');
  t.log((await t.once(a, 'message')).data);
  b.send('b');
  t.log((await t.once(b, 'message')).data);
  a.close();
  await t.once(a, 'close');
  t.log(a.readyState, b.readyState);
  b.close();
  await t.once(b, 'close');
});

row('order: timers and microtasks', async (t) => {
  setTimeout(() => { t.log('timer 1'); Promise.resolve().then(() => t.log('microtask of timer 1')); }, 0);
  setTimeout(() => t.log('timer 2'), 0);
  queueMicrotask(() => t.log('microtask 1'));
  Promise.resolve().then(() => t.log('microtask 2'));
  t.log('task');
  await t.task(20);
});

row('order: timers by their time', async (t) => {
  setTimeout(() => t.log('25'), 25);
  setTimeout(() => t.log('5'), 5);
  setTimeout(() => t.log('0'));
  const gone = setTimeout(() => t.log('cleared'), 3);
  clearTimeout(gone);
  clearTimeout(undefined);
  clearTimeout(123456);
  let n = 0;
  await new Promise((resolve) => { const i = setInterval(() => { t.log('interval', ++n); if (n === 3) { clearInterval(i); resolve(); } }, 50); });
  await new Promise((resolve) => setTimeout((...all) => { t.log('arguments', all); resolve(); }, 5, 1, 'two'));
});

row('order: the echo of many messages', async (t) => {
  const ws = t.ws('/echo');
  await t.once(ws, 'open');
  for (let i = 0; i < 50; i++) ws.send(i % 2 ? String(i) : new Uint8Array([i]));
  ws.binaryType = 'arraybuffer';
  const got = [];
  await new Promise((resolve) => { ws.onmessage = (e) => { got.push(typeof e.data === 'string' ? e.data : new Uint8Array(e.data)[0]); if (got.length === 50) resolve(); }; });
  t.log(got);
  ws.close();
  await t.once(ws, 'close');
});
