// WebSocketStream, as its proposal and Chromium have it, and the streams it is
// made of.

// fault shows a WebSocketError or another exception.
function fault(e) {
  return [e.constructor.name, e.name, e.closeCode, JSON.stringify(e.reason), e.code].join(' ');
}

// settled logs how a promise ends.
async function settled(t, label, promise) {
  try {
    t.log(label, await promise);
  } catch (e) {
    t.log(label, 'rejects', fault(e));
  }
}

row('stream: a conversation', async (t) => {
  const wss = new WebSocketStream(t.url + '/echo');
  t.log(wss.url, String(wss), wss.opened instanceof Promise, wss.closed instanceof Promise);
  const { readable, writable, protocol, extensions } = await wss.opened;
  t.log(readable instanceof ReadableStream, writable instanceof WritableStream, JSON.stringify(protocol), JSON.stringify(extensions));
  const reader = readable.getReader(), writer = writable.getWriter();
  for (const data of ['text', '', '\u20ac', new Uint8Array([1, 2]), new Uint8Array([3]).buffer, new DataView(new ArrayBuffer(2)), 5, null]) {
    await writer.write(data);
    const { value, done } = await reader.read();
    t.log(typeof value === 'string' ? value : [...new Uint8Array(value)], done);
  }
  wss.close({ closeCode: 3001, reason: 'mine' });
  const info = await wss.closed;
  t.log(info.closeCode, info.reason, Object.keys(info));
  t.log((await reader.read()).done);
  await settled(t, 'reader.closed', reader.closed);
  await settled(t, 'writer.closed', writer.closed);
  await t.saw();
});

row('stream: the class of a binary message', async (t) => {
  const wss = new WebSocketStream(t.url + '/binary:0102/close:1000');
  const { readable } = await wss.opened;
  for await (const value of readable) t.log(value);
  await wss.closed;
});

row('stream: the server closes', async (t) => {
  const wss = new WebSocketStream(t.url + '/text:1/text:2/close:1000:bye');
  const { readable, writable } = await wss.opened;
  const got = [];
  for await (const value of readable) got.push(value);
  t.log(got);
  const { closeCode, reason } = await wss.closed;
  t.log(closeCode, reason);
  await settled(t, 'write', writable.getWriter().write('late'));
  await t.saw();
});

row('stream: the server closes without a status', async (t) => {
  const wss = new WebSocketStream(t.url + '/close');
  await wss.opened;
  const { closeCode, reason } = await wss.closed;
  t.log(closeCode, JSON.stringify(reason));
});

row('stream: a protocol fault', async (t) => {
  const wss = new WebSocketStream(t.url + '/text:1/raw:83026869');
  const { readable, writable } = await wss.opened;
  const reader = readable.getReader();
  t.log((await reader.read()).value);
  await settled(t, 'read', reader.read());
  await settled(t, 'closed', wss.closed);
  await settled(t, 'write', writable.getWriter().write('late'));
});

row('stream: a refusal', async (t) => {
  const wss = new WebSocketStream(t.url + '/status:404');
  await settled(t, 'opened', wss.opened);
  await settled(t, 'closed', wss.closed);
});

row('stream: constructor faults', async (t) => {
  t.attempt('none', () => new WebSocketStream());
  t.attempt('call', () => WebSocketStream(t.url));
  t.attempt('fragment', () => new WebSocketStream('ws://h/#a'));
  t.attempt('scheme', () => new WebSocketStream('ftp://h/'));
  t.attempt('protocols', () => new WebSocketStream(t.url, { protocols: ['a', 'a'] }));
  t.attempt('token', () => new WebSocketStream(t.url, { protocols: ['a b'] }));
  t.attempt('text as protocols', () => new WebSocketStream(t.url, { protocols: 'a' }));
  t.attempt('signal', () => new WebSocketStream(t.url, { signal: {} }));
  t.attempt('options', () => new WebSocketStream(t.url, 5));
  t.log(WebSocketStream.length, WebSocketStream.name);
});

row('stream: subprotocols', async (t) => {
  const wss = new WebSocketStream(t.url + '/with:Sec-WebSocket-Protocol=b/asked:Sec-WebSocket-Protocol/close:1000', { protocols: ['a', 'b'] });
  t.log((await wss.opened).protocol);
  await wss.closed;
  await t.saw();
});

row('stream: close without arguments', async (t) => {
  const wss = new WebSocketStream(t.url + '/');
  await wss.opened;
  wss.close();
  wss.close({ closeCode: 3000 });
  const { closeCode, reason } = await wss.closed;
  t.log(closeCode, JSON.stringify(reason));
  await t.saw();
});

row('stream: close with a reason alone', async (t) => {
  const wss = new WebSocketStream(t.url + '/');
  await wss.opened;
  wss.close({ reason: 'why' });
  const { closeCode, reason } = await wss.closed;
  t.log(closeCode, JSON.stringify(reason));
  await t.saw();
});

row('stream: close faults', async (t) => {
  const wss = new WebSocketStream(t.url + '/');
  await wss.opened;
  for (const closeCode of [0, 999, 1001, 2999, 5000, 1006]) t.attempt(String(closeCode), () => wss.close({ closeCode }));
  t.attempt('long', () => wss.close({ closeCode: 3000, reason: 'x'.repeat(124) }));
  t.attempt('null', () => wss.close(null));
  const { closeCode } = await wss.closed;
  t.log(closeCode);
});

row('stream: close while connecting', async (t) => {
  const wss = new WebSocketStream(t.url + '/silent/mute');
  wss.close();
  await settled(t, 'opened', wss.opened);
  await settled(t, 'closed', wss.closed);
});

row('stream: a signal aborts the connecting', async (t) => {
  const stop = new AbortController();
  const wss = new WebSocketStream(t.url + '/silent/mute', { signal: stop.signal });
  setTimeout(() => stop.abort(), 20);
  await settled(t, 'opened', wss.opened);
  await settled(t, 'closed', wss.closed);
});

row('stream: a signal that is aborted already', async (t) => {
  const wss = new WebSocketStream(t.url + '/', { signal: AbortSignal.abort('mine') });
  try { await wss.opened; } catch (e) { t.log('opened rejects', e); }
  try { await wss.closed; } catch (e) { t.log('closed rejects', e); }
});

row('stream: a signal does nothing once open', async (t) => {
  const stop = new AbortController();
  const wss = new WebSocketStream(t.url + '/echo', { signal: stop.signal });
  const { readable, writable } = await wss.opened;
  stop.abort();
  const writer = writable.getWriter();
  await writer.write('still here');
  t.log((await readable.getReader().read()).value);
  wss.close();
  await wss.closed;
});

row('stream: closing the writer', async (t) => {
  const wss = new WebSocketStream(t.url + '/');
  const { writable } = await wss.opened;
  const writer = writable.getWriter();
  writer.write('last');
  await writer.close();
  const { closeCode, reason } = await wss.closed;
  t.log(closeCode, JSON.stringify(reason));
  await t.saw();
});

row('stream: aborting the writer', async (t) => {
  const wss = new WebSocketStream(t.url + '/');
  const { writable } = await wss.opened;
  await writable.abort(new Error('mine'));
  const { closeCode, reason } = await wss.closed;
  t.log(closeCode, JSON.stringify(reason));
  await t.saw();
});

row('stream: aborting with a WebSocketError', async (t) => {
  const wss = new WebSocketStream(t.url + '/');
  const { writable } = await wss.opened;
  await writable.abort(new WebSocketError('text', { closeCode: 4000, reason: 'enough' }));
  const { closeCode, reason } = await wss.closed;
  t.log(closeCode, JSON.stringify(reason));
  await t.saw();
});

row('stream: cancelling the reader', async (t) => {
  const wss = new WebSocketStream(t.url + '/text:1');
  const { readable } = await wss.opened;
  await readable.cancel(new WebSocketError('', { closeCode: 4001 }));
  const { closeCode, reason } = await wss.closed;
  t.log(closeCode, JSON.stringify(reason));
  await t.saw();
});

row('stream: leaving an iteration', async (t) => {
  const wss = new WebSocketStream(t.url + '/text:1/text:2');
  const { readable } = await wss.opened;
  for await (const value of readable) { t.log(value); break; }
  const { closeCode, reason } = await wss.closed;
  t.log(closeCode, JSON.stringify(reason));
});

row('stream: values that cannot be written', async (t) => {
  const wss = new WebSocketStream(t.url + '/');
  const { writable } = await wss.opened;
  await settled(t, 'symbol', writable.getWriter().write(Symbol()));
  wss.close();
});

row('stream: WebSocketError', async (t) => {
  const e = new WebSocketError('text', { closeCode: 3000, reason: 'why' });
  t.log(e.name, e.message, e.closeCode, e.reason, e.code, e instanceof DOMException, e instanceof Error, String(e));
  const f = new WebSocketError();
  t.log(JSON.stringify(f.message), f.closeCode, JSON.stringify(f.reason));
  t.log(new WebSocketError('', { reason: 'alone' }).closeCode);
  for (const init of [{ closeCode: 999 }, { closeCode: 1001 }, { closeCode: 3000, reason: 'x'.repeat(124) }]) t.attempt(JSON.stringify(init).slice(0, 20), () => new WebSocketError('', init));
});

row('stream: ReadableStream of one\'s own', async (t) => {
  let n = 0;
  const stream = new ReadableStream({ pull(c) { if (++n > 3) c.close(); else c.enqueue(n); } }, { highWaterMark: 0 });
  t.log(stream.locked, String(stream));
  const got = [];
  for await (const v of stream) got.push(v);
  t.log(got, stream.locked);
  const [a, b] = new ReadableStream({ start(c) { c.enqueue('x'); c.close(); } }).tee();
  t.log((await a.getReader().read()).value, (await b.getReader().read()).value);
  t.attempt('locked', () => { const s = new ReadableStream(); s.getReader(); s.getReader(); });
});

row('stream: pipes', async (t) => {
  const got = [];
  const from = new ReadableStream({ start(c) { for (const v of [1, 2, 3]) c.enqueue(v); c.close(); } });
  const twice = new TransformStream({ transform(v, c) { c.enqueue(v * 2); }, flush(c) { c.enqueue('end'); } });
  await from.pipeThrough(twice).pipeTo(new WritableStream({ write(v) { got.push(v); }, close() { got.push('closed'); } }));
  t.log(got);
});

row('stream: back-pressure of a writer', async (t) => {
  let release;
  const sink = new WritableStream({ write: () => new Promise((resolve) => { release = resolve; }) }, { highWaterMark: 2 });
  const w = sink.getWriter();
  await w.ready;
  t.log(w.desiredSize);
  const first = w.write('a');
  t.log(w.desiredSize);
  w.write('b');
  t.log(w.desiredSize);
  await t.task();
  release();
  await first;
  t.log(w.desiredSize);
});
