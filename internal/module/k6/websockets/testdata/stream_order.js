// The order in which the ends of a stream settle, as in a browser.
// env: URL={{URL}}
import { WebSocketStream } from 'k6/websockets';

const text = (v) => (v instanceof Error || v instanceof DOMException ? `${v.name} ${v.closeCode}` : JSON.stringify(v));

async function watch(path, f) {
  const wss = new WebSocketStream(__ENV.URL + path);
  const seen = [];
  const note = (name, p) => p.then((v) => seen.push(`${name} ${text(v)}`), (e) => seen.push(`${name}! ${text(e)}`));
  const { readable, writable } = await wss.opened;
  const reader = readable.getReader();
  const writer = writable.getWriter();
  note('writer', writer.closed);
  note('reader', reader.closed);
  const last = note('closed', wss.closed);
  await f({ wss, reader, writer, note });
  await last;
  for (let i = 0; i < 20; i++) await null;
  console.log(seen.join(', '));
}

export default async function () {
  await watch('/echo', ({ wss, reader, note }) => { note('read', reader.read()); wss.close({ closeCode: 3001 }); });
// want: reader undefined, read {"done":true}, writer! InvalidStateError undefined, closed {"closeCode":3001,"reason":""}
  await watch('/close?code=4001&reason=x', async ({ writer }) => { await writer.write('go'); });
// want: reader undefined, writer! InvalidStateError undefined, closed {"closeCode":4001,"reason":"x"}
  await watch('/eof', async ({ reader, writer, note }) => { await writer.write('go'); note('read', reader.read()); });
// want: reader! WebSocketError 1006, read! WebSocketError 1006, writer! WebSocketError 1006, closed! WebSocketError 1006
  await watch('/echo', ({ writer, note }) => { note('write', writer.write('last')); note('close', writer.close()); });
// want: write undefined, reader undefined, closed {"closeCode":1005,"reason":""}, close undefined, writer undefined
  await watch('/echo', ({ writer, note }) => { note('abort', writer.abort('why')); });
// want: abort undefined, writer! "why", reader undefined, closed {"closeCode":1005,"reason":""}
  await watch('/echo', ({ reader, note }) => { note('cancel', reader.cancel('why')); });
// want: reader undefined, cancel undefined, writer! InvalidStateError undefined, closed {"closeCode":1005,"reason":""}
}
