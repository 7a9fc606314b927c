// Keys made of passwords, of secrets and of each other.
// want: 6e88be8bad7eae9d9e10aa061224034fed48d03f
// want: 7210092d973f8d0a88c7204c3ea965c59414cd47b7fdfdb5519d9d75e8c1051ff2cae0156ea76c375c40
// want: 632c2812e46d4604102ba7618e9d6d7d2f8128f6
// want: afef5c5a5788561e4222a5fee2dd5eeeb4dd4045e7482d41ea918a225e5531c7f7f2c6071c22c2e1ddf6
// want: 3bd37e2236941d4a77b1b5b714c6f913fabb6b08
// want: 4227643ea0c3109cb0363e52d6a6d4479436306278e0c5a7b51220000c6b49f63577b2d31ee8cafb616b
// want: afe6c5530785b6cc6b1c6453384731bd5ee432ee
// want: 002ecc45f8fa33a1db67ad9c3b757c931d8c43e67d0bdfb9b9245cfb9c0aa4ca4a421108f51f3de31cda
// want: {"name":"AES-GCM","length":256} encrypt 653cc888d937efe22810a5cbdb25a5bd82e2ebb27a800f85cfa360a6d925198e
// want: {"name":"HMAC","hash":{"name":"SHA-256"},"length":512} sign 653cc888d937efe22810a5cbdb25a5bd82e2ebb27a800f85cfa360a6d925198e8badf3162ba1be51a87aac0b1484b0bdfe9187c48a677b228f42645e978d1591
// want: {"name":"HMAC","hash":{"name":"SHA-512"},"length":256} sign 653cc888d937efe22810a5cbdb25a5bd82e2ebb27a800f85cfa360a6d925198e
// want: {"name":"PBKDF2"} secret false
// want: a part of a byte OperationError
// want: null OperationError
// want: no iterations OperationError
// want: too much OperationError
// want: extractable SyntaxError
// want: a wrong use SyntaxError
// want: another key InvalidAccessError
const text = new TextEncoder();
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(s.match(/../g) ?? [], (b) => parseInt(b, 16));
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };
const { subtle } = crypto;

export default async function () {
  const password = await subtle.importKey('raw', text.encode('password'), 'PBKDF2', false, ['deriveBits', 'deriveKey']);
  const secret = await subtle.importKey('raw', bytes('0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b'), 'HKDF', false, ['deriveBits', 'deriveKey']);
  for (const hash of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) {
    console.log(hex(await subtle.deriveBits({ name: 'PBKDF2', hash, salt: text.encode('salt'), iterations: 1000 }, password, 160)));
    console.log(hex(await subtle.deriveBits({ name: 'HKDF', hash, salt: bytes('000102'), info: bytes('f0f1') }, secret, 336)));
  }
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt: text.encode('salt'), iterations: 10 };
  for (const [algorithm, uses] of [[{ name: 'AES-GCM', length: 256 }, ['encrypt']], [{ name: 'HMAC', hash: 'SHA-256' }, ['sign']], [{ name: 'HMAC', hash: 'SHA-512', length: 256 }, ['sign']]]) {
    const key = await subtle.deriveKey(pbkdf2, password, algorithm, true, uses);
    console.log(JSON.stringify(key.algorithm), key.usages.join(), hex(await subtle.exportKey('raw', key)));
  }
  console.log(JSON.stringify(password.algorithm), password.type, password.extractable);
  await fails('a part of a byte', () => subtle.deriveBits(pbkdf2, password, 12));
  await fails('null', () => subtle.deriveBits(pbkdf2, password, null));
  await fails('no iterations', () => subtle.deriveBits({ ...pbkdf2, iterations: 0 }, password, 8));
  await fails('too much', () => subtle.deriveBits({ name: 'HKDF', hash: 'SHA-1', salt: bytes('00'), info: bytes('') }, secret, 8 * 255 * 20 + 8));
  await fails('extractable', () => subtle.importKey('raw', text.encode('x'), 'PBKDF2', true, ['deriveBits']));
  await fails('a wrong use', () => subtle.importKey('raw', text.encode('x'), 'PBKDF2', false, ['sign']));
  await fails('another key', () => subtle.deriveBits(pbkdf2, secret, 8));
}
