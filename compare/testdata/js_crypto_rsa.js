const hex = (b) => Array.from(new Uint8Array(b)).map((x) => x.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(Array.from(s).map((c) => c.charCodeAt(0)));

export default async function () {
  const of = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  for (const sign of [{ name: 'RSASSA-PKCS1-v1_5' }, { name: 'RSA-PSS', saltLength: 32 }]) {
    const pair = await crypto.subtle.generateKey({ ...of, name: sign.name }, true, ['sign', 'verify']);
    const signature = await crypto.subtle.sign(sign, pair.privateKey, bytes('message'));
    console.log(sign.name, signature.byteLength, await crypto.subtle.verify(sign, pair.publicKey, signature, bytes('message')), await crypto.subtle.verify(sign, pair.publicKey, signature, bytes('another')));
  }
  const pair = await crypto.subtle.generateKey({ ...of, name: 'RSA-OAEP' }, true, ['encrypt', 'decrypt']);
  const sealed = await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, pair.publicKey, bytes('message'));
  console.log(sealed.byteLength, hex(await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, pair.privateKey, sealed)));
}
