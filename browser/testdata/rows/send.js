// What may be sent, when, and what the server gets.

// sending sends each value on one socket and tells what the server saw.
function sending(name, values) {
  row('send: ' + name, async (t) => {
    const ws = t.ws('/');
    ws.addEventListener('error', () => t.log('error'));
    await t.once(ws, 'open');
    for (const [label, value] of Object.entries(values())) t.attempt(label, () => ws.send(value));
    ws.close();
    await t.once(ws, 'close');
    await t.saw();
  });
}

const bytes = () => new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]).buffer;

sending('texts', () => ({ plain: 'hello', empty: '', unicode: '\u00e9\u20ac\ud83d\ude00', nul: 'a\u0000b', object: new String('boxed') }));
sending('lone surrogates', () => ({ high: 'a\ud800b', low: '\udc00', swapped: '\udc00\ud800', end: 'x\ud83d' }));
sending('values that become texts', () => ({ number: 5, zero: -0, fraction: 1.5, nan: NaN, null: null, undefined: undefined, yes: true, object: {}, array: [1, [2, 3]], empty: [], date: new Date(NaN), f: { toString: () => 'mine' }, big: 12345678901234567890n, regexp: /a/g, map: new Map() }));
sending('ArrayBuffer', () => ({ whole: bytes(), empty: new ArrayBuffer(0) }));
sending('integer arrays', () => ({ u8: new Uint8Array([1, 255]), i8: new Int8Array([-1]), c8: new Uint8ClampedArray([300]), u16: new Uint16Array([1, 2]), i16: new Int16Array([-2]), u32: new Uint32Array([1]), i32: new Int32Array([-1]) }));
sending('other arrays', () => ({ f32: new Float32Array([1.5]), f64: new Float64Array([1.5]), b64: new BigInt64Array([-1n]), bu64: new BigUint64Array([1n]) }));
sending('views with an offset', () => ({ u8: new Uint8Array(bytes(), 3, 2), u16: new Uint16Array(bytes(), 2, 3), f64: new Float64Array(bytes(), 8), view: new DataView(bytes(), 5, 4), rest: new DataView(bytes(), 14), empty: new Uint8Array(bytes(), 16), sub: new Uint8Array(bytes()).subarray(1, 3) }));
sending('Blob', () => ({ text: new Blob(['hel', 'lo']), bytes: new Blob([new Uint8Array([1, 2, 3])]), empty: new Blob([]), mixed: new Blob(['a', new Uint8Array([0]), new Blob(['b'])]), slice: new Blob(['0123456789']).slice(2, 5) }));
sending('a Blob between texts', () => ({ first: 'first', blob: new Blob(['blob']), last: 'last', buffer: new ArrayBuffer(1) }));

row('send: values that throw', async (t) => {
  const ws = t.ws('/');
  await t.once(ws, 'open');
  t.attempt('no argument', () => ws.send());
  t.attempt('symbol', () => ws.send(Symbol()));
  t.attempt('toString throws', () => ws.send({ toString() { throw new RangeError(); } }));
  t.attempt('no text', () => ws.send(Object.create(null)));
  t.attempt('two arguments', () => ws.send('a', 'b'));
  ws.close();
  await t.once(ws, 'close');
  await t.saw();
});

row('send: a detached or changed buffer', async (t) => {
  const ws = t.ws('/');
  await t.once(ws, 'open');
  const view = new Uint8Array([1, 2, 3]);
  ws.send(view);
  view.fill(9);
  ws.send(view.buffer);
  view.fill(7);
  ws.close();
  await t.once(ws, 'close');
  await t.saw();
});

row('send: a longer message', async (t) => {
  const ws = t.ws('/echo');
  await t.once(ws, 'open');
  for (const size of [125, 126, 65535, 65536, 300000]) {
    ws.send('x'.repeat(size));
    t.log((await t.once(ws, 'message')).data.length);
  }
  ws.binaryType = 'arraybuffer';
  ws.send(new Uint8Array(200000));
  t.log((await t.once(ws, 'message')).data.byteLength);
  ws.close();
  await t.once(ws, 'close');
});

row('send: while connecting', async (t) => {
  const ws = t.watch(t.ws('/echo'));
  t.attempt('text', () => ws.send('early'));
  t.attempt('no argument', () => ws.send());
  t.attempt('symbol', () => ws.send(Symbol()));
  t.log(ws.bufferedAmount, ws.readyState);
  await t.once(ws, 'open');
  ws.close();
  await t.once(ws, 'close');
  await t.saw();
});

row('send: while closing and closed', async (t) => {
  const ws = t.watch(t.ws('/'));
  await t.once(ws, 'open');
  ws.close();
  t.log(ws.bufferedAmount);
  for (const data of ['four', '\u00e9', new ArrayBuffer(3), new Uint8Array(bytes(), 1, 2), new Blob(['12345']), 5, null]) {
    t.attempt('closing ' + show(data), () => { ws.send(data); return ws.bufferedAmount; });
  }
  await t.once(ws, 'close');
  for (const data of ['four', new ArrayBuffer(3), new DataView(bytes(), 14), new Blob(['12345']), '\ud800']) {
    t.attempt('closed ' + show(data), () => { ws.send(data); return ws.bufferedAmount; });
  }
  t.attempt('closed, no argument', () => ws.send());
  await t.task(20);
  t.log(ws.bufferedAmount);
  await t.saw();
});

row('send: after a failed connection', async (t) => {
  const ws = t.watch(t.ws('/status:404'));
  await t.once(ws, 'close');
  t.attempt('send', () => ws.send('abc'));
  t.log(ws.bufferedAmount, ws.readyState);
});

row('send: bufferedAmount in one task', async (t) => {
  const ws = t.ws('/echo');
  await t.once(ws, 'open');
  ws.send('abc');
  t.log(ws.bufferedAmount);
  ws.send('\u20ac');
  t.log(ws.bufferedAmount);
  ws.send(new ArrayBuffer(10));
  t.log(ws.bufferedAmount);
  ws.send('');
  t.log(ws.bufferedAmount);
  await Promise.resolve();
  t.log('after a microtask', ws.bufferedAmount);
  await t.once(ws, 'message');
  await t.once(ws, 'message');
  await t.once(ws, 'message');
  t.log('after the echoes', ws.bufferedAmount);
  ws.send('tail');
  ws.close();
  t.log('closing', ws.bufferedAmount);
  await t.once(ws, 'close');
  t.log('closed', ws.bufferedAmount);
});

row('send: return value and this', async (t) => {
  const ws = t.ws('/');
  await t.once(ws, 'open');
  t.attempt('send', () => ws.send('a'));
  const { send, close } = ws;
  t.attempt('bare send', () => send('b'));
  t.attempt('bare close', () => close());
  t.attempt('other this', () => WebSocket.prototype.send.call({}, 'c'));
  t.attempt('this by call', () => WebSocket.prototype.send.call(ws, 'd'));
  ws.close();
  await t.once(ws, 'close');
  await t.saw();
});
