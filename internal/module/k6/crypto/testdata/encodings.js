// What goes in and what comes out.
import { createHMAC, createHash, hexEncode, hmac, randomBytes, sha256 } from 'k6/crypto';

const said = (f) => { try { return f(); } catch (e) { return `${e}`; } };

export default function () {
  for (const encoding of ['base64', 'base64url', 'base64rawurl']) {
    console.log(sha256('hello', encoding));
  }
// want: LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=
// want: LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=
// want: LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ
  const raw = sha256('hello', 'binary');
  console.log(raw instanceof ArrayBuffer, hexEncode(raw) === sha256('hello', 'hex'), hexEncode('hé'));
// want: true true 68c3a9
  const bytes = new Uint8Array([120, 104, 101, 108, 108, 111]).subarray(1);
  console.log(sha256(bytes, 'hex') === sha256('hello', 'hex'));
// want: true
  const h = createHash('sha256');
  console.log(h.update('hel'), h.update('lo'), h.digest('hex') === sha256('hello', 'hex'), h.digest('hex') === sha256('hello', 'hex'));
// want: undefined undefined true true
  const m = createHMAC('sha256', 'k');
  m.update('hello');
  console.log(m.digest('hex') === hmac('sha256', 'k', 'hello', 'hex'), Object.keys(m).sort().join());
// want: true digest,update
  console.log(randomBytes(4).byteLength, hexEncode(randomBytes(16)) !== hexEncode(randomBytes(16)));
// want: 4 true
  for (const f of [
    () => createHash('nope'), () => createHash(), () => createHMAC('nope', 'k'), () => hmac('nope', 'k', 'd', 'hex'), () => sha256('x', 'nope'), () => sha256('x'),
    () => sha256(5, 'hex'), () => sha256(null, 'hex'), () => sha256({}, 'hex'), () => hexEncode(5), () => createHash('md5').update(), () => createHash('md5').digest(),
    () => createHMAC('md5'), () => randomBytes(0), () => randomBytes('x'), () => randomBytes(1e9),
  ]) {
    console.log(said(f));
  }
// want: GoError: invalid algorithm: nope
// want: GoError: invalid algorithm: 
// want: GoError: invalid algorithm: nope
// want: GoError: invalid algorithm: nope
// want: GoError: invalid output encoding: nope
// want: GoError: invalid output encoding: 
// want: GoError: sha256 failed: invalid type int64, expected string, []byte or ArrayBuffer
// want: GoError: sha256 failed: invalid type <nil>, expected string, []byte or ArrayBuffer
// want: GoError: sha256 failed: invalid type map[string]interface {}, expected string, []byte or ArrayBuffer
// want: GoError: invalid type int64, expected string, []byte or ArrayBuffer
// want: GoError: invalid type <nil>, expected string, []byte or ArrayBuffer
// want: GoError: invalid output encoding: 
// want: GoError: invalid type <nil>, expected string, []byte or ArrayBuffer
// want: GoError: invalid size
// want: GoError: invalid size
// want: GoError: randomBytes gives at most 67108864 bytes at once, not 1000000000
}
