// What connect refuses, in k6's words.
import ws from 'k6/ws';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

const u = 'ws://127.0.0.1:1/';
console.log(said(() => ws.connect(u, () => {})));
// want: GoError: using websockets in the init context is not supported

export default function () {
  console.log(said(() => ws.connect()));
// want: GoError: invalid number of arguments to ws.connect
  console.log(said(() => ws.connect(u)));
// want: GoError: invalid number of arguments to ws.connect
  console.log(said(() => ws.connect(u, {}, () => 1, 5)));
// want: GoError: invalid number of arguments to ws.connect
  console.log(said(() => ws.connect(u, {}, {})));
// want: GoError: last argument to ws.connect must be a function
  for (const compression of ['x', null, undefined]) console.log(said(() => ws.connect(u, { compression }, () => {})));
// want: GoError: unsupported compression algorithm 'x', supported algorithm is 'deflate'
// want: GoError: unsupported compression algorithm 'null', supported algorithm is 'deflate'
// want: GoError: unsupported compression algorithm 'undefined', supported algorithm is 'deflate'
  console.log(said(() => ws.connect(u, { tags: { a: {} } }, () => {})));
// want: GoError: invalid ws.connect() metric tags: invalid value for metric tag 'a': only String, Boolean and Number types are accepted as a metric tag values
}
