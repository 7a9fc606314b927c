// permessage-deflate once it is agreed. A browser offers it by itself, volley
// when it is told to.

const agreed = '/with:Sec-WebSocket-Extensions=permessage-deflate';

// The frames were made by zlib.
for (const [name, path] of [
  ['a message', '/raw:c107ca48cdc9c90700'],
  ['the same message from the window', '/raw:c107ca48cdc9c90700/raw:c105ca00110000'],
  ['an empty message', '/raw:c10100'],
  ['a stored block', '/raw:c10b000500faff68656c6c6f00'],
  ['a final block', '/raw:c108cb48cdc9c9070000'],
  ['two blocks', '/raw:c10dca4805000000ffffcac9c90700'],
  ['fragments', '/raw:4103ca48cd/raw:8004c9c90700'],
  ['fragments with a ping between', '/raw:4103ca48cd/ping:p/raw:8004c9c90700'],
  ['an uncompressed message', '/text:plain'],
  ['a compressed message that is no deflate', '/raw:c102ffff'],
  ['a reserved bit on a continuation', '/raw:4103ca48cd/raw:c004c9c90700'],
  ['a reserved bit on a ping', '/raw:c900'],
  ['a compressed message that is not UTF-8', '/raw:c104faff0f00'],
]) {
  row('deflate: receives ' + name, async (t) => {
    await t.follow(t.ws(agreed + path + '/close:1000', [], { perMessageDeflate: true }));
  });
}

row('deflate: sends what the server can read', async (t) => {
  const ws = t.ws(agreed + '/echo', [], { perMessageDeflate: true });
  ws.binaryType = 'arraybuffer';
  await t.once(ws, 'open');
  for (const data of ['hello', 'hello', '', 'x'.repeat(1000), new Uint8Array([1, 2, 3])]) {
    ws.send(data);
    const got = (await t.once(ws, 'message')).data;
    t.log(typeof got, typeof got === 'string' ? got === data : got);
  }
  ws.close();
  await t.once(ws, 'close');
});
