// Keys in keys.
// want: 1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5
// want: verify 00112233445566778899aabbccddeeff
// want: secret false sign true
// want: private
// want: a changed byte OperationError
// want: no JSON DataError
// want: a use it has not InvalidAccessError
// want: too few arguments TypeError
const text = new TextEncoder();
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(s.match(/../g) ?? [], (b) => parseInt(b, 16));
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };
const { subtle } = crypto;

export default async function () {
  const kek = await subtle.importKey('raw', bytes('000102030405060708090a0b0c0d0e0f'), 'AES-KW', false, ['wrapKey', 'unwrapKey']);
  const key = await subtle.importKey('raw', bytes('00112233445566778899aabbccddeeff'), { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
  const wrapped = await subtle.wrapKey('raw', key, kek, 'AES-KW');
  console.log(hex(wrapped));
  const again = await subtle.unwrapKey('raw', wrapped, kek, 'AES-KW', { name: 'HMAC', hash: 'SHA-256' }, true, ['verify']);
  console.log(again.usages.join(), hex(await subtle.exportKey('raw', again)));
  const gcm = await subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['wrapKey', 'unwrapKey']);
  const iv = new Uint8Array(12);
  const jwk = await subtle.wrapKey('jwk', key, gcm, { name: 'AES-GCM', iv });
  const back = await subtle.unwrapKey('jwk', jwk, gcm, { name: 'AES-GCM', iv }, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  console.log(back.type, back.extractable, back.usages.join(), hex(await subtle.sign('HMAC', back, text.encode('x'))) === hex(await subtle.sign('HMAC', key, text.encode('x'))));
  const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const sealed = await subtle.wrapKey('pkcs8', pair.privateKey, gcm, { name: 'AES-GCM', iv });
  console.log((await subtle.unwrapKey('pkcs8', sealed, gcm, { name: 'AES-GCM', iv }, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])).type);
  await fails('a changed byte', () => subtle.unwrapKey('raw', new Uint8Array(24), kek, 'AES-KW', 'AES-GCM', true, ['encrypt']));
  await fails('no JSON', () => subtle.unwrapKey('jwk', wrapped, kek, 'AES-KW', 'AES-GCM', true, ['encrypt']));
  await fails('a use it has not', () => subtle.wrapKey('raw', key, key, 'AES-KW'));
  await fails('too few arguments', () => subtle.wrapKey('raw', key, kek));
}
