// differs: The Web Cryptography API: console
const hex = (b) => Array.from(new Uint8Array(b)).map((x) => x.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(Array.from(s).map((c) => c.charCodeAt(0)));

const fails = async (what, f) => { try { await f(); console.log(what, 'works') } catch (e) { console.log(what, e.name) } };

export default async function () {
  await fails('an unknown hash', () => crypto.subtle.digest('MD5', bytes('abc')));
  await fails('an unknown algorithm', () => crypto.subtle.generateKey({ name: 'DES', length: 56 }, true, ['encrypt']));
  await fails('an odd length', () => crypto.subtle.generateKey({ name: 'AES-CBC', length: 100 }, true, ['encrypt']));
  await fails('no usage', () => crypto.subtle.generateKey({ name: 'AES-CBC', length: 128 }, true, []));
  const key = await crypto.subtle.generateKey({ name: 'AES-CBC', length: 128 }, false, ['encrypt']);
  await fails('not extractable', () => crypto.subtle.exportKey('raw', key));
  await fails('not its usage', () => crypto.subtle.decrypt({ name: 'AES-CBC', iv: bytes('0123456789abcdef') }, key, bytes('0123456789abcdef')));
  await fails('another algorithm', () => crypto.subtle.encrypt({ name: 'AES-GCM', iv: bytes('0123456789ab') }, key, bytes('abc')));
  await fails('no iv', () => crypto.subtle.encrypt({ name: 'AES-CBC' }, key, bytes('abc')));
  await fails('a short key', () => crypto.subtle.importKey('raw', bytes('abc'), 'AES-CBC', true, ['encrypt']));
  await fails('floats', () => crypto.getRandomValues(new Float32Array(1)));
  await fails('too many', () => crypto.getRandomValues(new Uint8Array(65537)));
}
