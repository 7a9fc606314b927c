// The Streams standard, without a socket.

// settle logs how a promise ends, exceptions by their names.
async function settle(t, label, promise) {
  try {
    t.log(label, await promise);
  } catch (e) {
    t.log(label, 'rejects', e);
  }
}

// streamOf is a stream of some values: Chromium has no ReadableStream.from.
function streamOf(values) {
  return new ReadableStream({ start(c) { for (const v of values) c.enqueue(v); c.close(); } });
}

row('streams: the order of a source\'s calls', async (t) => {
  let n = 0;
  const s = new ReadableStream({
    start(c) { t.log('start', c.desiredSize, String(c)); c.enqueue('a'); },
    pull(c) { t.log('pull', c.desiredSize); if (++n === 2) c.close(); else c.enqueue('b' + n); },
    cancel(reason) { t.log('cancel', reason); },
  });
  await t.task();
  t.log('reading');
  const r = s.getReader();
  for (;;) {
    const { value, done } = await r.read();
    t.log('read', value, done);
    if (done) break;
  }
  await settle(t, 'closed', r.closed);
});

row('streams: a source that fails', async (t) => {
  const s = new ReadableStream({ start(c) { c.enqueue(1); }, pull() { throw new RangeError('mine'); } }, { highWaterMark: 2 });
  const r = s.getReader();
  await settle(t, 'first', r.read().then((v) => v.value));
  await settle(t, 'second', r.read());
  await settle(t, 'closed', r.closed);
  t.attempt('start throws', () => new ReadableStream({ start() { throw new RangeError(); } }));
});

row('streams: cancel', async (t) => {
  const s = new ReadableStream({ start(c) { c.enqueue(1); }, cancel(reason) { t.log('cancel', reason); return 'ignored'; } });
  await settle(t, 'cancel', s.cancel('why'));
  await settle(t, 'again', s.cancel('more'));
  const r = s.getReader();
  await settle(t, 'read', r.read().then((v) => v.done));
  const locked = new ReadableStream();
  locked.getReader();
  await settle(t, 'locked', locked.cancel());
});

row('streams: releaseLock', async (t) => {
  const s = new ReadableStream({ start(c) { t.controller = c; } });
  const r = s.getReader();
  const waiting = r.read();
  r.releaseLock();
  await settle(t, 'waiting', waiting);
  await settle(t, 'closed', r.closed);
  await settle(t, 'read', r.read());
  const next = s.getReader();
  t.controller.enqueue('x');
  await settle(t, 'next', next.read().then((v) => v.value));
  t.log(s.locked);
});

row('streams: the controller', async (t) => {
  let c;
  const s = new ReadableStream({ start(given) { c = given; } }, { highWaterMark: 3 });
  t.log(c.desiredSize);
  c.enqueue('a');
  t.log(c.desiredSize);
  c.close();
  t.attempt('enqueue', () => c.enqueue('b'));
  t.attempt('close', () => c.close());
  t.attempt('error', () => c.error('late'));
  t.log(c.desiredSize);
  await settle(t, 'read', s.getReader().read());
  t.attempt('constructor', () => new ReadableStreamDefaultController());
});

row('streams: strategies', async (t) => {
  const bytes = new ByteLengthQueuingStrategy({ highWaterMark: 10 });
  const count = new CountQueuingStrategy({ highWaterMark: 2 });
  t.log(bytes.highWaterMark, bytes.size(new Uint8Array(4)), count.highWaterMark, count.size('any'), bytes.size === new ByteLengthQueuingStrategy({ highWaterMark: 1 }).size);
  let c;
  new ReadableStream({ start(given) { c = given; } }, bytes);
  c.enqueue(new Uint8Array(4));
  t.log(c.desiredSize);
  new ReadableStream({ start(given) { c = given; } }, { size: (v) => v, highWaterMark: 5 });
  c.enqueue(7);
  t.log(c.desiredSize);
  for (const highWaterMark of [-1, NaN, 'x']) t.attempt(String(highWaterMark), () => new ReadableStream({}, { highWaterMark }));
  t.attempt('no mark', () => new CountQueuingStrategy({}));
  t.attempt('size throws', () => { new ReadableStream({ start(given) { c = given; } }, { size() { throw new RangeError(); } }); c.enqueue(1); });
});

row('streams: tee', async (t) => {
  let c;
  const s = new ReadableStream({ start(given) { c = given; }, cancel(reasons) { t.log('cancel', reasons); } });
  const [a, b] = s.tee();
  t.log(s.locked);
  c.enqueue('x');
  c.enqueue('y');
  const ra = a.getReader(), rb = b.getReader();
  t.log((await ra.read()).value, (await ra.read()).value, (await rb.read()).value);
  const first = ra.cancel('one');
  await rb.cancel('two');
  await first;
});

row('streams: an iterator\'s return cancels', async (t) => {
  const source = { start(c) { c.enqueue(1); c.enqueue(2); }, cancel(reason) { t.log('cancel', reason); } };
  const s = new ReadableStream(source);
  for await (const v of s) { t.log(v); break; }
  t.log(s.locked);
  const kept = new ReadableStream({ ...source, cancel() { t.log('never'); } });
  for await (const v of kept.values({ preventCancel: true })) { t.log(v); break; }
  t.log(kept.locked, (await kept.getReader().read()).value);
});

row('streams: bytes into the reader\'s buffer', async (t) => {
  const s = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array([1, 2, 3, 4, 5])); } });
  const r = s.getReader({ mode: 'byob' });
  const buffer = new ArrayBuffer(3);
  const one = await r.read(new Uint8Array(buffer));
  t.log(one.value, one.done, buffer.byteLength);
  const two = await r.read(new Uint8Array(8));
  t.log(two.value, two.value.buffer.byteLength);
  await settle(t, 'empty', r.read(new Uint8Array(0)));
  t.attempt('mode', () => new ReadableStream().getReader({ mode: 'byob' }));
  t.attempt('unknown mode', () => new ReadableStream().getReader({ mode: 'x' }));
});

row('streams: the order of a sink\'s calls', async (t) => {
  const s = new WritableStream({
    start(c) { t.log('start', String(c), c.signal instanceof AbortSignal); },
    write(v) { t.log('write', v); },
    close() { t.log('close'); },
    abort(reason) { t.log('abort', reason); },
  });
  const w = s.getWriter();
  t.log(w.desiredSize);
  const done = [w.write('a').then(() => t.log('written a')), w.write('b').then(() => t.log('written b')), w.close().then(() => t.log('closed'))];
  t.log('queued', w.desiredSize);
  await Promise.all(done);
  await settle(t, 'write', w.write('c'));
  await settle(t, 'closed', w.closed);
  t.log(w.desiredSize);
});

row('streams: a sink that fails', async (t) => {
  const s = new WritableStream({ write() { throw new RangeError('mine'); }, close() { t.log('never'); } });
  const w = s.getWriter();
  await settle(t, 'write', w.write('a'));
  await settle(t, 'ready', w.ready);
  await settle(t, 'closed', w.closed);
  await settle(t, 'close', w.close());
  t.attempt('size', () => w.desiredSize);
});

row('streams: abort', async (t) => {
  let signal;
  const s = new WritableStream({ start(c) { signal = c.signal; }, write: () => new Promise(() => {}), abort(reason) { t.log('abort', reason); } });
  const w = s.getWriter();
  await w.ready;
  w.write('never').catch((e) => t.log('write rejects', e));
  signal.onabort = () => t.log('signal', signal.reason);
  w.abort('why');
  await t.task();
  t.log(signal.aborted, s.locked);
  const idle = new WritableStream({ abort(reason) { t.log('abort', reason); } });
  await settle(t, 'idle', idle.abort('now'));
  await settle(t, 'writer', idle.getWriter().write(1));
});

row('streams: two writers', async (t) => {
  const s = new WritableStream();
  const w = s.getWriter();
  t.attempt('second', () => s.getWriter());
  await settle(t, 'close', s.close());
  w.releaseLock();
  await settle(t, 'write', w.write(1));
  await settle(t, 'closed', w.closed);
  await settle(t, 'close', s.close());
  t.attempt('after', () => s.getWriter().desiredSize);
});

row('streams: pipeTo passes on ends and faults', async (t) => {
  const sink = (name) => new WritableStream({ write(v) { t.log(name, v); }, close() { t.log(name, 'close'); }, abort(e) { t.log(name, 'abort', e); } });
  await settle(t, 'plain', streamOf([1, 2]).pipeTo(sink('plain')));
  const kept = sink('kept');
  await settle(t, 'kept', streamOf([1]).pipeTo(kept, { preventClose: true }));
  t.log(kept.locked);
  await settle(t, 'fault', new ReadableStream({ start(c) { c.error(new RangeError('mine')); } }).pipeTo(sink('fault')));
  const source = new ReadableStream({ start(c) { c.enqueue(1); }, cancel(e) { t.log('source cancelled', e); } });
  await settle(t, 'sink fails', source.pipeTo(new WritableStream({ write() { throw new TypeError('sink'); } })));
  await settle(t, 'locked', source.pipeTo(kept).then(() => 'fine'));
});

row('streams: pipeTo ends by a signal', async (t) => {
  const stop = new AbortController();
  const source = new ReadableStream({ cancel(e) { t.log('cancel', e); } });
  const piping = source.pipeTo(new WritableStream({ abort(e) { t.log('abort', e); } }), { signal: stop.signal });
  stop.abort('enough');
  await settle(t, 'piping', piping);
  t.log(source.locked);
});

row('streams: TransformStream', async (t) => {
  const s = new TransformStream({
    start(c) { c.enqueue('first'); },
    transform(v, c) { if (v === 'stop') c.terminate(); else c.enqueue(v.toUpperCase()); },
    flush(c) { c.enqueue('flushed'); },
  });
  const w = s.writable.getWriter(), r = s.readable.getReader();
  w.write('a').catch(() => {});
  w.close().catch(() => {});
  for (let v = await r.read(); !v.done; v = await r.read()) t.log(v.value);
  const e = new TransformStream({ transform(v, c) { c.terminate(); } });
  const we = e.writable.getWriter();
  e.readable.getReader().read().then((v) => t.log('terminated', v.done));
  await settle(t, 'write', we.write(1));
  await settle(t, 'next', we.write(2));
  const identity = new TransformStream();
  identity.writable.getWriter().write('same').catch(() => {});
  t.log((await identity.readable.getReader().read()).value);
});

row('streams: a Blob as a stream', async (t) => {
  const parts = [];
  for await (const part of new Blob(['ab', new Uint8Array([1, 2])]).stream()) parts.push(...part);
  t.log(parts);
});
