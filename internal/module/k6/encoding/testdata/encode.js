// b64encode in its four alphabets, of strings and bytes.
import { b64encode } from 'k6/encoding';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  console.log(b64encode('héllo'));
// want: aMOpbGxv
  console.log(b64encode('a>b?c~ÿ', 'std'));
// want: YT5iP2N+w78=
  console.log(b64encode('a>b?c~ÿ', 'url'));
// want: YT5iP2N-w78=
  console.log(b64encode('a>b?c~ÿ', 'rawurl'));
// want: YT5iP2N-w78
  console.log(b64encode('a', 'rawstd'), b64encode('a', 'nonsense'));
// want: YQ YQ==
  const bytes = new Uint8Array([1, 2, 3]);
  console.log(b64encode(bytes), b64encode(bytes.buffer), b64encode(bytes.subarray(1)));
// want: AQID AQID AgM=
  console.log(said(() => b64encode(5)));
// want: GoError: invalid type int64, expected string, []byte or ArrayBuffer
  console.log(said(() => b64encode()));
// want: GoError: invalid type <nil>, expected string, []byte or ArrayBuffer
  console.log(said(() => b64encode({})));
// want: GoError: invalid type map[string]interface {}, expected string, []byte or ArrayBuffer
}
