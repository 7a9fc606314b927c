// What the constructor refuses, in k6's words.
import { WebSocket } from 'k6/websockets';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

console.log(said(() => new WebSocket('ws://127.0.0.1:1/')));
// want: GoError: using websockets in the init context is not supported

export default function () {
  const u = 'ws://127.0.0.1:1/';
  console.log(said(() => new WebSocket()));
// want: GoError: WebSocket requires a url
  console.log(said(() => new WebSocket(null)));
// want: GoError: WebSocket requires a url
  console.log(said(() => new WebSocket('')));
// want: GoError: WebSocket requires url with scheme ws or wss, but got ""
  console.log(said(() => new WebSocket('http://x/')));
// want: GoError: WebSocket requires url with scheme ws or wss, but got "http"
  console.log(said(() => new WebSocket('ws://x/#f')));
// want: GoError: WebSocket requires no url fragment, but got "f"
  console.log(said(() => new WebSocket('://')));
// want: GoError: WebSocket requires valid url, but got "://" which resulted in parse "://": missing protocol scheme
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
