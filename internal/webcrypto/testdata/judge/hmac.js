// HMAC with every hash.
// want: SHA-1 2088df74d5f2146b48146caf4965377e9d0be3a4 true false false
// want: {"name":"HMAC","hash":{"name":"SHA-1"},"length":24} [["alg","HS1"],["ext",true],["k","a2V5"],["key_ops",["sign","verify"]],["kty","oct"]]
// want: 512 64
// want: SHA-256 6e9ef29b75fffc5b7abae527d58fdadb2fe42e7219011976917343065f58ed4a true false false
// want: {"name":"HMAC","hash":{"name":"SHA-256"},"length":24} [["alg","HS256"],["ext",true],["k","a2V5"],["key_ops",["sign","verify"]],["kty","oct"]]
// want: 512 64
// want: SHA-384 0fd3ae3237be98c64a075b7394989fc6789f31788fada42eada85ee6698bde2feae20b66271b67544b9062c773b2d86f true false false
// want: {"name":"HMAC","hash":{"name":"SHA-384"},"length":24} [["alg","HS384"],["ext",true],["k","a2V5"],["key_ops",["sign","verify"]],["kty","oct"]]
// want: 1024 128
// want: SHA-512 e477384d7ca229dd1426e64b63ebf2d36ebd6d7e669a6735424e72ea6c01d3f8b56eb39c36d8232f5427999b8d1a3f9cd1128fc69f4d75b434216810fa367e98 true false false
// want: {"name":"HMAC","hash":{"name":"SHA-512"},"length":24} [["alg","HS512"],["ext",true],["k","a2V5"],["key_ops",["sign","verify"]],["kty","oct"]]
// want: 1024 128
// want: an empty key DataError
// want: no hash TypeError
// want: a length that does not fit DataError
const text = new TextEncoder();
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(s.match(/../g) ?? [], (b) => parseInt(b, 16));
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };
const { subtle } = crypto;

export default async function () {
  for (const hash of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) {
    const key = await subtle.importKey('raw', text.encode('key'), { name: 'HMAC', hash }, true, ['sign', 'verify']);
    const signature = await subtle.sign('HMAC', key, text.encode('message'));
    console.log(hash, hex(signature), await subtle.verify('HMAC', key, signature, text.encode('message')), await subtle.verify('HMAC', key, signature, text.encode('another')), await subtle.verify('HMAC', key, new Uint8Array(3), text.encode('message')));
    console.log(JSON.stringify(key.algorithm), JSON.stringify(Object.entries(await subtle.exportKey('jwk', key)).sort()));
    const made = await subtle.generateKey({ name: 'HMAC', hash }, true, ['sign']);
    console.log(made.algorithm.length, (await subtle.exportKey('raw', made)).byteLength);
  }
  await fails('an empty key', () => subtle.importKey('raw', new Uint8Array(), { name: 'HMAC', hash: 'SHA-1' }, true, ['sign']));
  await fails('no hash', () => subtle.importKey('raw', new Uint8Array(3), 'HMAC', true, ['sign']));
  await fails('a length that does not fit', () => subtle.importKey('raw', new Uint8Array(3), { name: 'HMAC', hash: 'SHA-1', length: 25 }, true, ['sign']));
}
