// What others do otherwise, or not at all: the standard, and volley's limits.
// want: encrypt,decrypt
// want: true 20
// want: fffff0
// want: RSA-OAEP raw NotSupportedError
// want: exponent 3 NotSupportedError
// want: huge RSA OperationError
// want: saltless NotSupportedError
// want: huge HMAC OperationError
// want: huge derivation OperationError
// want: not extractable InvalidAccessError
// want: no extractable key InvalidAccessError
// want: a getter that throws mine
// want: a proxy TypeError
// want: NaN length TypeError
// want: a symbol TypeError
// want: read-only secret false
// want: detached later 3
const { subtle } = crypto;
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name ?? e) } };
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');

export default async function () {
  const aes = await subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['decrypt', 'encrypt']);
  console.log(aes.usages.join());
  const short = await subtle.importKey('raw', new Uint8Array(3).fill(255), { name: 'HMAC', hash: 'SHA-1', length: 20 }, true, ['sign']);
  const raw = new Uint8Array(await subtle.exportKey('raw', short));
  console.log(raw.length === 3, short.algorithm.length);
  console.log(hex(raw));
  await fails('RSA-OAEP raw', () => subtle.importKey('raw', new Uint8Array(3), { name: 'RSA-OAEP', hash: 'SHA-1' }, true, ['encrypt']));
  await fails('exponent 3', () => subtle.generateKey({ name: 'RSA-PSS', modulusLength: 2048, publicExponent: new Uint8Array([3]), hash: 'SHA-1' }, true, ['sign']));
  await fails('huge RSA', () => subtle.generateKey({ name: 'RSA-PSS', modulusLength: 100000, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-1' }, true, ['sign']));
  const { privateKey } = await subtle.generateKey({ name: 'RSA-PSS', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-1' }, true, ['sign']);
  await fails('saltless', () => subtle.sign({ name: 'RSA-PSS', saltLength: 0 }, privateKey, new Uint8Array(3)));
  await fails('huge HMAC', () => subtle.generateKey({ name: 'HMAC', hash: 'SHA-1', length: 4000000000 }, true, ['sign']));
  const password = await subtle.importKey('raw', new Uint8Array(3), 'PBKDF2', false, ['deriveBits']);
  await fails('huge derivation', () => subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-1', salt: new Uint8Array(), iterations: 1 }, password, 4000000000));
  await fails('not extractable', () => subtle.exportKey('jwk', aes));
  const kek = await subtle.generateKey({ name: 'AES-KW', length: 128 }, false, ['wrapKey']);
  await fails('no extractable key', () => subtle.wrapKey('raw', aes, kek, 'AES-KW'));
  await fails('a getter that throws', () => subtle.digest({ get name() { throw 'mine' } }, new Uint8Array(3)));
  await fails('a proxy', () => subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, new Proxy(aes, {}), new Uint8Array(3)));
  await fails('NaN length', () => subtle.generateKey({ name: 'AES-GCM', length: NaN }, true, ['encrypt']));
  await fails('a symbol', () => subtle.digest(Symbol('SHA-1'), new Uint8Array(3)));
  try { aes.type = 'public' } catch { /* strict mode */ }
  try { aes.extractable = true } catch { /* strict mode */ }
  console.log('read-only', aes.type, aes.extractable);
  const data = new Uint8Array(3);
  const sealed = subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12), tagLength: 32 }, aes, data);
  data.fill(1);
  console.log('detached later', (await sealed).byteLength - 4);
}
