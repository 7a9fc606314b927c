// What is random has a shape.
// want: true true
// want: Int8Array true true
// want: Uint8Array true true
// want: Uint8ClampedArray true true
// want: Int16Array true true
// want: Uint16Array true true
// want: Int32Array true true
// want: Uint32Array true true
// want: BigInt64Array true true
// want: BigUint64Array true true
// want: 00000000 65536
// want: floats TypeMismatchError
// want: too many QuotaExceededError
// want: true true true [object SubtleCrypto]
// want: new TypeError
// want: new TypeError
const text = new TextEncoder();
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(s.match(/../g) ?? [], (b) => parseInt(b, 16));
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };
const { subtle } = crypto;

export default async function () {
  console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()), crypto.randomUUID() !== crypto.randomUUID());
  for (const type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array]) {
    const array = new type(64);
    console.log(type.name, crypto.getRandomValues(array) === array, array.some((n) => n != 0));
  }
  const all = new Uint8Array(8);
  crypto.getRandomValues(all.subarray(0, 4));
  console.log(hex(all.subarray(4)), crypto.getRandomValues(new Uint8Array(65536)).length);
  await fails('floats', () => crypto.getRandomValues(new Float64Array(1)));
  await fails('too many', () => crypto.getRandomValues(new Uint8Array(65537)));
  console.log(crypto instanceof Crypto, subtle instanceof SubtleCrypto, crypto.subtle === subtle, Object.prototype.toString.call(subtle));
  await fails('new', () => new Crypto());
  await fails('new', () => new CryptoKey());
}
