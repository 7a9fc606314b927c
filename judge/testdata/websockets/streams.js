// ways: plain deflate fresh narrow
// checks: 5
// closes: 1005=1
// not: websockets: it answers a close frame without a code by 1000
// deflated: 9
// WebSocketStream: all sizes there and back, and many at once with both sides
// waiting for each other.
import { WebSocketStream } from 'k6/websockets';
import { sizes, text, binary, same, is, sent, received } from '../lib.js';

export default async function () {
  const compression = __ENV.WAY === 'plain' ? {} : { compression: 'deflate' };
  const stream = new WebSocketStream(__ENV.URL, { protocols: ['judge.v1'], ...compression });
  const { readable, writable, extensions, protocol } = await stream.opened;
  is('compression', extensions.startsWith('permessage-deflate'), __ENV.WAY !== 'plain');
  is('protocol', protocol, 'judge.v1');
  const writer = writable.getWriter();
  const data = sizes.flatMap((size) => [text(size), binary(size)]);
  let at = 0;
  const writing = (async () => {
    for (const d of data) await writer.write(sent(d));
    for (let i = 0; i < 500; i++) await writer.write(sent('one of many'));
  })();
  let right = 0;
  for await (const message of readable) {
    const d = received(message.buffer ?? message);
    if (same(d, data[at] ?? 'one of many')) right++;
    if (++at === data.length + 500) break;
    if (at === data.length) is('messages of all sizes', right, data.length);
  }
  await writing;
  is('messages', right, data.length + 500);
  // Leaving the loop has closed the socket.
  is('closed', (await stream.closed).closeCode, 1005);
}
