// b64decode gives an ArrayBuffer, or with "s" a string.
import encoding from 'k6/encoding';

const { b64decode } = encoding;
// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  console.log(b64decode('aGk=', 'std', 's'), b64decode('aGk=', undefined, 's'));
// want: hi hi
  console.log(b64decode('aGk', 'rawstd', 's'), b64decode('YT5iP2N-w78', 'rawurl', 's'));
// want: hi a>b?c~ÿ
  const buffer = b64decode('aGk=');
  console.log(buffer instanceof ArrayBuffer, new Uint8Array(buffer).join());
// want: true 104,105
  console.log(b64decode('/w==', 'std', 's').charCodeAt(0));
// want: 65533
  console.log(b64decode().byteLength);
// want: 0
  console.log(said(() => b64decode('a*', 'std', 's')));
// want: GoError: illegal base64 data at input byte 1
}
