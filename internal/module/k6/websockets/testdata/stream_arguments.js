// What the constructor and close refuse, in a browser's words.
// env: URL={{URL}}
import { WebSocketStream, WebSocketError } from 'k6/websockets';

function tries(f) {
  try { console.log('ok', f()); } catch (e) { console.log(e.name, e.message); }
}

export default async function () {
  tries(() => new WebSocketStream());
// want: TypeError Failed to construct 'WebSocketStream': 1 argument required, but only 0 present.
  tries(() => new WebSocketStream('ws://x/', 5));
// want: TypeError Failed to construct 'WebSocketStream': The provided value is not of type 'WebSocketStreamOptions'.
  tries(() => new WebSocketStream('ws://x/', { protocols: 'abc' }));
// want: TypeError Failed to construct 'WebSocketStream': Failed to read the 'protocols' property from 'WebSocketStreamOptions': The provided value cannot be converted to a sequence.
  tries(() => new WebSocketStream('ws://x/', { nonsense: 1 }));
// want: GoError unknown WebSocket's option nonsense
  for (const args of [[], ['m'], ['m', null], ['m', { closeCode: 4000, reason: 'r' }], ['m', { reason: 'r' }], ['m', { closeCode: undefined }]]) {
    const e = new WebSocketError(...args);
    console.log(e.name, e.message, e.code, e.closeCode, e.reason, e instanceof DOMException, e instanceof Error, String(e));
  }
// want: WebSocketError  0 null  true true WebSocketError
// want: WebSocketError m 0 null  true true WebSocketError: m
// want: WebSocketError m 0 null  true true WebSocketError: m
// want: WebSocketError m 0 4000 r true true WebSocketError: m
// want: WebSocketError m 0 1000 r true true WebSocketError: m
// want: WebSocketError m 0 null  true true WebSocketError: m
  for (const info of [5, { closeCode: 1001 }, { closeCode: null }, { closeCode: 70000 }, { reason: 'é'.repeat(62) }]) tries(() => new WebSocketError('', info));
// want: TypeError Failed to construct 'WebSocketError': The provided value is not of type 'WebSocketCloseInfo'.
// want: InvalidAccessError Failed to construct 'WebSocketError': The close code must be either 1000, or between 3000 and 4999. 1001 is neither.
// want: InvalidAccessError Failed to construct 'WebSocketError': The close code must be either 1000, or between 3000 and 4999. 0 is neither.
// want: InvalidAccessError Failed to construct 'WebSocketError': The close code must be either 1000, or between 3000 and 4999. 65535 is neither.
// want: SyntaxError Failed to construct 'WebSocketError': The close reason must not be greater than 123 UTF-8 bytes.
  class Own extends WebSocketError {}
  const own = new Own('o', { closeCode: 3000 });
  console.log(own instanceof Own, own instanceof WebSocketError, own.closeCode, WebSocketError.name, WebSocketError.length, WebSocketStream.length);
// want: true true 3000 WebSocketError 0 1
  const wss = new WebSocketStream(`${__ENV.URL}/echo`);
  const { writable } = await wss.opened;
  const writer = writable.getWriter();
  console.log((await writer.write(Symbol('s')).catch((e) => e)).name);
// want: TypeError
  tries(() => wss.close(5));
// want: TypeError Failed to execute 'close' on 'WebSocketStream': The provided value is not of type 'WebSocketCloseInfo'.
  tries(() => wss.close({ closeCode: 1001 }));
// want: InvalidAccessError Failed to execute 'close' on 'WebSocketStream': The close code must be either 1000, or between 3000 and 4999. 1001 is neither.
  tries(() => wss.close({ closeCode: '3000', reason: null }));
// want: ok undefined
  console.log(JSON.stringify(await wss.closed));
// want: {"closeCode":3000,"reason":"null"}
}
