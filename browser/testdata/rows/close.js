// Every way a connection ends.

row('close: by the client, no arguments', async (t) => {
  const ws = t.watch(t.ws('/'));
  ws.onopen = () => t.attempt('close', () => ws.close());
  await t.once(ws, 'close');
  await t.saw();
});

for (const args of [[1000], [1000, ''], [1000, 'bye'], [3000, 'three'], [4999, '\u00e9\u20ac'], [undefined], [undefined, undefined], [4000.9], ['4001'], [3000, null], [3000, 5]]) {
  row('close: by the client ' + JSON.stringify(args), async (t) => {
    const ws = t.watch(t.ws('/'));
    await t.once(ws, 'open');
    t.attempt('close', () => ws.close(...args));
    t.log(ws.readyState);
    await t.once(ws, 'close');
    await t.saw();
  });
}

row('close: a reason without a code', async (t) => {
  const ws = t.watch(t.ws('/'));
  await t.once(ws, 'open');
  t.attempt('close', () => ws.close(undefined, 'why'));
  t.log(ws.readyState);
  ws.close();
  await t.once(ws, 'close');
  await t.saw();
});

row('close: codes that are refused', async (t) => {
  const ws = t.ws('/');
  await t.once(ws, 'open');
  for (const code of [0, 1, 999, 1001, 1002, 1005, 1006, 1011, 1015, 2999, 5000, 65535, 65536, -1, NaN, Infinity, null, 'x', '', true, {}, 1000.4, 66536]) {
    if (ws.readyState === 1) t.attempt(String(code), () => ws.close(code));
    t.log(ws.readyState);
  }
  t.attempt('symbol', () => ws.close(Symbol()));
  await t.once(ws, 'close');
});

row('close: clamped codes', async (t) => {
  const ws = t.ws('/');
  await t.once(ws, 'open');
  for (const code of [66536, 131072 + 1000, -64536, 999.5, 1000.5]) t.attempt(String(code), () => { ws.close(code); return ws.readyState; });
  await t.once(ws, 'close');
});

row('close: reasons by length', async (t) => {
  const ws = t.ws('/');
  await t.once(ws, 'open');
  t.attempt('124 bytes', () => ws.close(1000, 'x'.repeat(124)));
  t.attempt('62 of two bytes', () => ws.close(1000, '\u00e9'.repeat(62)));
  t.attempt('42 of three bytes', () => ws.close(1000, '\ud800'.repeat(42)));
  t.log(ws.readyState);
  t.attempt('123 bytes', () => ws.close(1000, 'x'.repeat(123)));
  t.log(ws.readyState);
  t.log((await t.once(ws, 'close')).reason.length);
  await t.saw();
});

row('close: a reason with a lone surrogate', async (t) => {
  const ws = t.watch(t.ws('/'));
  await t.once(ws, 'open');
  ws.close(1000, 'a\ud800b');
  await t.once(ws, 'close');
  await t.saw();
});

row('close: faults while connecting, closing and closed', async (t) => {
  const ws = t.ws('/');
  t.attempt('connecting', () => ws.close(1));
  t.log(ws.readyState);
  await t.once(ws, 'open');
  ws.close();
  t.attempt('closing, code', () => ws.close(1));
  t.attempt('closing, reason', () => ws.close(1000, 'x'.repeat(124)));
  await t.once(ws, 'close');
  t.attempt('closed, code', () => ws.close(1));
  t.attempt('closed, reason', () => ws.close(1000, 'x'.repeat(124)));
  t.attempt('closed', () => ws.close(1000, 'x'));
});

row('close: twice', async (t) => {
  const ws = t.watch(t.ws('/'));
  await t.once(ws, 'open');
  ws.close(3001, 'first');
  ws.close(3002, 'second');
  await t.once(ws, 'close');
  ws.close(3003, 'third');
  await t.task(20);
  await t.saw();
});

for (const [name, path] of [
  ['1000', '/close:1000:bye'], ['1001', '/close:1001'], ['1002', '/close:1002'], ['1003', '/close:1003'], ['1007', '/close:1007'], ['1008', '/close:1008:policy'],
  ['1009', '/close:1009'], ['1010', '/close:1010'], ['1011', '/close:1011:trouble'], ['1012', '/close:1012'], ['1013', '/close:1013'], ['1014', '/close:1014'],
  ['3000', '/close:3000'], ['4999', '/close:4999:\u20ac'], ['no status', '/close'],
  ['0', '/close:0'], ['999', '/close:999'], ['1004', '/close:1004'], ['1005 on the wire', '/close:1005'], ['1006 on the wire', '/close:1006'],
  ['1015 on the wire', '/close:1015'], ['1016', '/close:1016'], ['1100', '/close:1100'], ['2000', '/close:2000'], ['2999', '/close:2999'],
  ['5000', '/close:5000'], ['65535', '/close:65535'], ['one byte', '/raw:880103'], ['a reason that is not UTF-8', '/raw:880503e861ff62'],
  ['a reason of 123 bytes', '/close:1000:' + 'x'.repeat(123)],
]) {
  row('close: by the server, ' + name, async (t) => {
    await t.follow(t.ws(path));
    await t.saw();
  });
}

row('close: messages before the server closes', async (t) => {
  await t.follow(t.ws('/text:1/text:2/text:3/close:1000'));
});

row('close: frames after the server has closed', async (t) => {
  await t.follow(t.ws('/cork/text:1/close:1000/text:2/close:1001/flush'));
  await t.saw();
});

row('close: both at once', async (t) => {
  const ws = t.watch(t.ws('/await/close:3002:server'));
  await t.once(ws, 'open');
  ws.close(3001, 'client');
  await t.once(ws, 'close');
  await t.saw();
});

row('close: the answer is without a status', async (t) => {
  const ws = t.watch(t.ws('/await/close'));
  await t.once(ws, 'open');
  ws.close(3001, 'client');
  await t.once(ws, 'close');
});

row('close: the answer is the end of the stream', async (t) => {
  const ws = t.watch(t.ws('/await/fin'));
  await t.once(ws, 'open');
  ws.close(3001, 'client');
  await t.once(ws, 'close');
});

row('close: the answer is a reset', async (t) => {
  const ws = t.watch(t.ws('/await/rst'));
  await t.once(ws, 'open');
  ws.close(3001, 'client');
  await t.once(ws, 'close');
});

row('close: the answer is a fault', async (t) => {
  const ws = t.watch(t.ws('/await/raw:83026869'));
  await t.once(ws, 'open');
  ws.close(3001, 'client');
  await t.once(ws, 'close');
});

row('close: the server keeps the connection after both close frames', async (t) => {
  await t.follow(t.ws('/close:1000/mute'));
  await t.saw();
});

row('close: the end of the stream without a close frame', async (t) => {
  await t.follow(t.ws('/text:hi/fin'));
});

row('close: the end of the stream within a frame', async (t) => {
  await t.follow(t.ws('/raw:810568/fin'));
});

row('close: a reset', async (t) => {
  const ws = t.watch(t.ws('/read/rst'));
  ws.onopen = () => ws.send('go');
  await t.once(ws, 'close');
});

row('close: while connecting', async (t) => {
  const ws = t.watch(t.ws('/silent/mute'));
  t.log(ws.readyState);
  ws.close();
  t.log(ws.readyState);
  await t.once(ws, 'close');
});

row('close: while connecting, with a code', async (t) => {
  const ws = t.watch(t.ws('/silent/mute'));
  ws.close(3001, 'early');
  t.log(ws.readyState);
  await t.once(ws, 'close');
  t.log(ws.readyState);
});

row('close: while connecting, a little later', async (t) => {
  const ws = t.watch(t.ws('/silent/mute'));
  await t.task(50);
  t.log(ws.readyState);
  ws.close();
  await t.once(ws, 'close');
});

row('close: in open', async (t) => {
  const ws = t.watch(t.ws('/echo'));
  ws.onopen = () => { ws.send('last'); ws.close(3001, 'in open'); };
  await t.once(ws, 'close');
  await t.saw();
});

row('close: in message, with more messages behind', async (t) => {
  const ws = t.watch(t.ws('/cork/text:1/text:2/text:3/flush'));
  ws.onmessage = () => ws.close();
  await t.once(ws, 'close');
  await t.saw();
});

row('close: in error', async (t) => {
  const ws = t.watch(t.ws('/status:404'));
  ws.onerror = () => { t.attempt('close', () => ws.close()); t.log(ws.readyState); };
  await t.once(ws, 'close');
});

row('close: in close', async (t) => {
  const ws = t.watch(t.ws('/close:1000'));
  ws.onclose = () => { t.attempt('close', () => ws.close(3000)); t.log(ws.readyState); };
  await t.once(ws, 'close');
  await t.task(20);
});

row('close: the server closes in answer to a message', async (t) => {
  const ws = t.watch(t.ws('/read/close:4000:enough'));
  ws.onopen = () => { ws.send('a'); };
  await t.once(ws, 'close');
  await t.saw();
});

row('close: readyState when the server closes', async (t) => {
  const ws = t.ws('/cork/text:1/close:1000');
  for (const type of ['open', 'message', 'error', 'close']) ws.addEventListener(type, () => t.log(type, ws.readyState));
  await t.once(ws, 'close');
});
