// Messages: their data, and when they come.

for (const type of ['blob', 'arraybuffer']) {
  row('receive: binaryType ' + type, async (t) => {
    const ws = t.ws('/text:\u00e9\u20ac/binary:00ff10/binary:/text:/close:1000');
    ws.binaryType = type;
    t.log(ws.binaryType);
    ws.onmessage = async (e) => t.log(typeof e.data, e.data, Object.prototype.toString.call(e.data), e.data.size, e.data.byteLength, e.data.length);
    await t.once(ws, 'close');
  });
}

row('receive: what a Blob holds', async (t) => {
  const ws = t.ws('/binary:00ff10/binary:414243/close:1000');
  const blobs = [];
  ws.onmessage = (e) => blobs.push(e.data);
  await t.once(ws, 'close');
  for (const blob of blobs) t.log(blob instanceof Blob, blob.size, JSON.stringify(blob.type), await blob.arrayBuffer());
  t.log(await blobs[1].text());
});

row('receive: binaryType values', async (t) => {
  const ws = t.ws('/echo');
  for (const type of ['arraybuffer', 'nonsense', 'blob', '', 'ArrayBuffer', null, undefined, 5, {}, 'bytes']) {
    t.attempt(show(type), () => { ws.binaryType = type; return ws.binaryType; });
  }
  t.attempt('symbol', () => { ws.binaryType = Symbol(); });
  ws.binaryType = 'arraybuffer';
  ws.close();
  await t.once(ws, 'close');
  t.attempt('closed', () => { ws.binaryType = 'blob'; return ws.binaryType; });
});

row('receive: binaryType changed between messages', async (t) => {
  const ws = t.ws('/echo');
  await t.once(ws, 'open');
  for (const type of ['arraybuffer', 'blob', 'arraybuffer']) {
    ws.binaryType = type;
    ws.send(new Uint8Array([1, 2]));
    t.log((await t.once(ws, 'message')).data);
  }
  ws.close();
  await t.once(ws, 'close');
});

row('receive: two messages share nothing', async (t) => {
  const ws = t.ws('/cork/binary:0102/binary:0102/close:1000');
  ws.binaryType = 'arraybuffer';
  const got = [];
  ws.onmessage = (e) => { new Uint8Array(e.data)[0] += 7; got.push(e.data); };
  await t.once(ws, 'close');
  t.log(got, got[0] !== got[1]);
});

row('receive: while closing', async (t) => {
  const ws = t.watch(t.ws('/await/text:late/binary:01/close:1000:end'));
  ws.binaryType = 'arraybuffer';
  await t.once(ws, 'open');
  ws.close(1000, 'mine');
  t.log(ws.readyState);
  await t.once(ws, 'close');
});

row('receive: a large message', async (t) => {
  const ws = t.ws('/zeros:1000000/close:1000');
  ws.binaryType = 'arraybuffer';
  ws.onmessage = (e) => t.log(e.data.byteLength);
  await t.once(ws, 'close');
});

row('receive: in order with the open event', async (t) => {
  const ws = t.watch(t.ws('/cork/text:1/text:2/flush/echo'));
  const order = [];
  ws.onopen = () => { Promise.resolve().then(() => t.log('microtask of open')); setTimeout(() => order.push('timer'), 0); };
  let n = 0;
  ws.onmessage = () => { t.log('handler', ++n); Promise.resolve().then(() => t.log('microtask of message')); if (n === 2) ws.close(); };
  await t.once(ws, 'close');
  t.log(order);
});
