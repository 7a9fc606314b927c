const hex = (b) => Array.from(new Uint8Array(b)).map((x) => x.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(Array.from(s).map((c) => c.charCodeAt(0)));

export default async function () {
  const key = await crypto.subtle.importKey('jwk', { kty: 'oct', k: 'MDEyMzQ1Njc4OWFiY2RlZg', alg: 'A128CBC', ext: true, key_ops: ['encrypt', 'decrypt'] }, 'AES-CBC', true, ['encrypt', 'decrypt']);
  console.log(key.type, hex(await crypto.subtle.exportKey('raw', key)));
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
  console.log(jwk.kty, jwk.crv, jwk.x.length, jwk.y.length, jwk.d);
  const again = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes('message'));
  console.log(signature.byteLength, await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, again, signature, bytes('message')));
}
