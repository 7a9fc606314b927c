const hex = (b) => Array.from(new Uint8Array(b)).map((x) => x.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(Array.from(s).map((c) => c.charCodeAt(0)));

export default async function () {
  const password = await crypto.subtle.importKey('raw', bytes('password'), { name: 'PBKDF2' }, false, ['deriveBits', 'deriveKey']);
  console.log(hex(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: bytes('salt'), iterations: 100 }, password, 256)));
  const key = await crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: bytes('salt'), iterations: 100 }, password, { name: 'AES-CBC', length: 256 }, true, ['encrypt']);
  console.log(key.type, key.algorithm.name, hex(await crypto.subtle.exportKey('raw', key)));
  const mine = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-384' }, true, ['deriveBits']);
  const yours = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-384' }, true, ['deriveBits']);
  const a = await crypto.subtle.deriveBits({ name: 'ECDH', public: yours.publicKey }, mine.privateKey, 256);
  const b = await crypto.subtle.deriveBits({ name: 'ECDH', public: mine.publicKey }, yours.privateKey, 256);
  console.log(a.byteLength, hex(a) === hex(b));
}
