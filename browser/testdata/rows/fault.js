// Frames that no server may send.

for (const [name, path] of [
  ['the first reserved bit', '/raw:c1026869'],
  ['the second reserved bit', '/raw:a1026869'],
  ['the third reserved bit', '/raw:91026869'],
  ['reserved data opcode 3', '/raw:83026869'],
  ['reserved data opcode 7', '/raw:87026869'],
  ['reserved control opcode 11', '/raw:8b026869'],
  ['reserved control opcode 15', '/raw:8f00'],
  ['a masked frame', '/raw:8182000000006869'],
  ['a fragmented ping', '/raw:09026869'],
  ['a fragmented close', '/raw:080203e8'],
  ['a ping of 126 bytes', '/raw:897e007e' + '70'.repeat(126)],
  ['a close of 126 bytes', '/raw:887e007e03e8' + '70'.repeat(124)],
  ['a continuation of nothing', '/raw:80026869'],
  ['a new message within a message', '/raw:01026869/raw:81026869'],
  ['a length of two bytes that fits in one', '/raw:817e00026869'],
  ['a length of eight bytes that fits in two', '/raw:817f00000000000000026869'],
  ['a length of eight bytes with the high bit', '/raw:827fffffffffffffffff'],
  ['text that is not UTF-8', '/raw:8102fffe'],
  ['a surrogate in text', '/raw:8103eda080'],
  ['text that ends within a character', '/raw:8102e282'],
  ['text broken between fragments, whole', '/raw:0102e282/raw:8001ac/close:1000'],
  ['text broken between fragments, wrong', '/raw:0102e282/raw:800141'],
  ['a wrong byte in the first fragment', '/raw:0102fffe'],
  ['text above U+10FFFF', '/raw:8104f4908080'],
  ['text overlong', '/raw:8102c0af'],
  ['a good message before the fault', '/cork/text:good/raw:83026869/flush'],
  ['a good message after the fault', '/cork/raw:83026869/text:good/flush'],
]) {
  row('fault: ' + name, async (t) => {
    await t.follow(t.ws(path));
    await t.saw();
  });
}

row('fault: pings and fragments that are right', async (t) => {
  await t.follow(t.ws('/raw:010161/ping:p/raw:000162/raw:0000/ping/raw:800163/pong:unasked/text:/binary:/close:1000'));
  await t.saw();
});
