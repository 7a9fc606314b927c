// A connection as two streams: requests are written to one, the answers are read
// from the other by a loop. Whoever is faster waits: a write resolves when there
// is room for the next, and a reader that is slow makes the server wait.
//
//   volley serve &
//   volley run examples/stream.js
import { WebSocketStream } from 'k6/websockets';
import { check } from 'k6';

const url = __ENV.URL || 'ws://127.0.0.1:8765/echo';

export const options = { vus: 2, iterations: 4 };

async function say(writable, texts) {
  const writer = writable.getWriter();
  for (const text of texts) await writer.write(text);
  writer.releaseLock();
}

export default async function () {
  const wss = new WebSocketStream(url, { tags: { example: 'stream' } });
  const { readable, writable } = await wss.opened;

  const said = ['one', 'two', 'three'];
  const heard = [];
  say(writable, said);
  for await (const text of readable) {
    heard.push(text);
    if (heard.length === said.length) wss.close({ closeCode: 1000 });
  }

  const { closeCode } = await wss.closed;
  check(heard, { 'the echoes are what was said': (texts) => texts.join() === said.join() });
  check(closeCode, { 'closed normally': (code) => code === 1000 });
}
