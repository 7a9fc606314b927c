// What the constructor refuses: the standard's exceptions with k6's words.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

console.log(said(() => new WebSocket('ws://127.0.0.1:1/')));
// want: GoError: using websockets in the init context is not supported

export default function () {
  const u = __ENV.URL;
  console.log(said(() => new WebSocket()));
// want: TypeError: WebSocket requires a url
  for (const nothing of [null, undefined]) console.log(said(() => new WebSocket(nothing)));
// want: SyntaxError: WebSocket requires a url
// want: SyntaxError: WebSocket requires a url
  for (const relative of ['', '/path', 'path?query', '//host/']) console.log(said(() => new WebSocket(relative)).startsWith('SyntaxError: WebSocket requires '));
// want: true
// want: true
// want: true
// want: true
  for (const scheme of ['ftp', 'about', 'mailto', 'wsss']) console.log(said(() => new WebSocket(`${scheme}://x/`)));
// want: SyntaxError: WebSocket requires url with scheme ws or wss, but got "ftp"
// want: SyntaxError: WebSocket requires url with scheme ws or wss, but got "about"
// want: SyntaxError: WebSocket requires url with scheme ws or wss, but got "mailto"
// want: SyntaxError: WebSocket requires url with scheme ws or wss, but got "wsss"
  console.log(said(() => new WebSocket('ws://x/#f')));
// want: SyntaxError: WebSocket requires no url fragment, but got "f"
  console.log(said(() => new WebSocket('ws://x/#')));
// want: SyntaxError: WebSocket requires no url fragment, but got ""
  console.log(said(() => new WebSocket('://')).startsWith('SyntaxError: WebSocket requires valid url, but got "://"'));
// want: true
  for (const p of ['', ' ', 'a b', 'ż', 'a,b', 'a/b', ['ok', 'not ok'], [''], {}, [null, 'null']]) console.log(said(() => new WebSocket(u, p)));
// want: SyntaxError: WebSocket requires subprotocols to be tokens, but got ""
// want: SyntaxError: WebSocket requires subprotocols to be tokens, but got " "
// want: SyntaxError: WebSocket requires subprotocols to be tokens, but got "a b"
// want: SyntaxError: WebSocket requires subprotocols to be tokens, but got "ż"
// want: SyntaxError: WebSocket requires subprotocols to be tokens, but got "a,b"
// want: SyntaxError: WebSocket requires subprotocols to be tokens, but got "a/b"
// want: SyntaxError: WebSocket requires subprotocols to be tokens, but got "not ok"
// want: SyntaxError: WebSocket requires subprotocols to be tokens, but got ""
// want: SyntaxError: WebSocket requires subprotocols to be tokens, but got "[object Object]"
// want: SyntaxError: WebSocket requires different subprotocols, but got "null" twice
  try { new WebSocket('ws://x/#f'); } catch (e) { console.log(e.constructor.name, e.code, e instanceof Error); }
// want: DOMException 12 true
  console.log(said(() => new WebSocket({ toString() { throw new Error('mine'); } })), said(() => new WebSocket(Symbol('x'))).startsWith('TypeError'));
// want: Error: mine true
  console.log(said(() => new WebSocket(u, { [Symbol.iterator]: 5 })).startsWith('TypeError'));
// want: true
  console.log(said(() => new WebSocket(u, null, { foo: 1 })));
// want: GoError: unknown WebSocket's option foo
  console.log(said(() => new WebSocket(u, null, 'abc')));
// want: GoError: unknown WebSocket's option 0
  for (const compression of ['', null, undefined, 'x']) console.log(said(() => new WebSocket(u, null, { compression })));
// want: GoError: unsupported compression algorithm '', supported algorithm is 'deflate'
// want: GoError: unsupported compression algorithm 'null', supported algorithm is 'deflate'
// want: GoError: unsupported compression algorithm 'undefined', supported algorithm is 'deflate'
// want: GoError: unsupported compression algorithm 'x', supported algorithm is 'deflate'
  console.log(said(() => new WebSocket(u, null, { tags: { a: {} } })));
// want: GoError: invalid WebSocket tags option: invalid value for metric tag 'a': only String, Boolean and Number types are accepted as a metric tag values
}
// want metric: ws_sessions 0
