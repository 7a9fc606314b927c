const hex = (b) => Array.from(new Uint8Array(b)).map((x) => x.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(Array.from(s).map((c) => c.charCodeAt(0)));

export default async function () {
  const raw = bytes('0123456789abcdef');
  for (const algorithm of [{ name: 'AES-CBC', iv: bytes('abcdef0123456789') }, { name: 'AES-CTR', counter: bytes('abcdef0123456789'), length: 64 }, { name: 'AES-GCM', iv: bytes('abcdef012345') }, { name: 'AES-GCM', iv: bytes('abcdef012345'), additionalData: bytes('more') }]) {
    const key = await crypto.subtle.importKey('raw', raw, algorithm.name, true, ['encrypt', 'decrypt']);
    const sealed = await crypto.subtle.encrypt(algorithm, key, bytes('attack at dawn'));
    console.log(algorithm.name, hex(sealed), hex(await crypto.subtle.decrypt(algorithm, key, sealed)));
    console.log(key.type, key.extractable, key.algorithm.name, hex(await crypto.subtle.exportKey('raw', key)));
  }
  const made = await crypto.subtle.generateKey({ name: 'AES-CBC', length: 256 }, true, ['encrypt', 'decrypt']);
  console.log(made.type, (await crypto.subtle.exportKey('raw', made)).byteLength);
}
