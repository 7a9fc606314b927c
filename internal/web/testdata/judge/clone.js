// structuredClone.
const said = (f) => { try { return String(f()); } catch (e) { return `${e.name} ${e.code} ${e instanceof DOMException}`; } };
const kind = (value) => Object.prototype.toString.call(value);

export default async function () {
  for (const value of [1, -0, NaN, 'text', true, null, undefined, 10n]) console.log(Object.is(structuredClone(value), value), typeof structuredClone(value));
// want: true number
// want: true number
// want: true number
// want: true string
// want: true boolean
// want: true object
// want: true undefined
// want: true bigint
  const date = structuredClone(new Date(5));
  console.log(date instanceof Date, date.getTime(), isNaN(structuredClone(new Date(NaN))));
// want: true 5 true
  const re = /a(b)/gi;
  re.lastIndex = 3;
  console.log(String(structuredClone(re)), structuredClone(re).lastIndex, structuredClone(re) !== re);
// want: /a(b)/gi 0 true
  for (const boxed of [new Number(5), new String('s'), new Boolean(false), Object(7n)]) console.log(kind(structuredClone(boxed)), typeof structuredClone(boxed), String(structuredClone(boxed).valueOf()));
// want: [object Number] object 5
// want: [object String] object s
// want: [object Boolean] object false
// want: [object BigInt] object 7
  const map = structuredClone(new Map([[{ k: 1 }, new Set([1, [2]])], ['x', 'y']]));
  console.log(map instanceof Map, map.size, [...map.keys()][0].k, [...[...map.values()][0]][1][0], map.get('x'));
// want: true 2 1 2 y
  const list = [1, , 3];
  list.extra = 'e';
  const copied = structuredClone(list);
  console.log(Array.isArray(copied), copied.length, 1 in copied, copied.extra, copied[2], JSON.stringify(Object.keys(copied)));
// want: true 3 false e 3 ["0","2","extra"]
  const loop = { name: 'loop', list: [] };
  loop.self = loop;
  loop.list.push(loop, loop.list);
  const looped = structuredClone(loop);
  console.log(looped !== loop, looped.self === looped, looped.list[0] === looped, looped.list[1] === looped.list);
// want: true true true true
  class Mine { #hidden = 1; constructor() { this.own = 5; } method() {} }
  const mine = structuredClone(new Mine());
  console.log(mine.own, mine instanceof Mine, mine.constructor === Object, Object.getPrototypeOf(structuredClone(Object.create(null))) === Object.prototype);
// want: 5 false true true
  const odd = { get got() { return 'computed'; }, [Symbol('s')]: 1, ['__proto__']: 'own', u: undefined };
  Object.defineProperty(odd, 'unseen', { value: 1, enumerable: false });
  const even = structuredClone(odd);
  console.log(JSON.stringify(Object.getOwnPropertyDescriptor(even, 'got')), Object.keys(even).join(), Object.getOwnPropertySymbols(even).length, Object.getPrototypeOf(even) === Object.prototype, 'unseen' in even);
// want: {"value":"computed","writable":true,"enumerable":true,"configurable":true} got,__proto__,u 0 true false
  for (const E of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) { const e = structuredClone(new E('m')); console.log(e.name, e.message, e instanceof E, typeof e.stack, Object.keys(e).length); }
// want: Error m true string 0
// want: TypeError m true string 0
// want: RangeError m true string 0
// want: SyntaxError m true string 0
// want: ReferenceError m true string 0
// want: EvalError m true string 0
// want: URIError m true string 0
  class Custom extends Error { constructor() { super('custom'); this.name = 'Custom'; this.code = 5; } }
  const custom = structuredClone(new Custom());
  console.log(custom.name, custom.message, custom.code, custom instanceof Custom, custom.constructor === Error, structuredClone(new Error('m', { cause: { c: 1 } })).cause.c, 'message' in structuredClone(new Error()));
// want: Error custom undefined false true 1 true

  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
  const view = structuredClone({ a: new Uint8Array(buffer, 2, 3), b: new DataView(buffer, 4, 2), c: buffer, d: new Uint16Array(buffer, 2), e: new Uint8ClampedArray([300]), f: new Float32Array([1.5]), g: new BigInt64Array([5n]) });
  console.log(view.a.join(), view.a.byteOffset, view.b.getUint8(0), view.b.byteLength, view.a.buffer === view.c, view.c.byteLength, view.d.length, kind(view.e), view.e[0], view.f[0], String(view.g[0]), view.c !== buffer);
// want: 3,4,5 2 5 2 true 8 3 [object Uint8ClampedArray] 255 1.5 5 true
  const moved = structuredClone({ buffer }, { transfer: [buffer] });
  console.log(buffer.byteLength, moved.buffer.byteLength, new Uint8Array(moved.buffer).join());
// want: 0 8 1,2,3,4,5,6,7,8
  console.log(said(() => structuredClone(buffer)));
// want: DataCloneError 25 true
  const two = new ArrayBuffer(2);
  console.log(said(() => structuredClone(1, { transfer: [two, two] })), two.byteLength, structuredClone(1, { transfer: [] }), structuredClone(1, undefined), structuredClone(1, {}));
// want: DataCloneError 25 true 2 1 1 1
  console.log(said(() => structuredClone({ a: two, f() {} }, { transfer: [two] })), two.byteLength);
// want: DataCloneError 25 true 2

  for (const bad of [() => {}, Symbol('s'), Object(Symbol('s')), class {}, Promise.resolve(), new WeakMap(), new WeakSet(), { f: Math.max }, [Symbol()], (function* () {})(), new Map([[1, () => {}]])]) console.log(said(() => structuredClone(bad)));
// want: DataCloneError 25 true
// want: DataCloneError 25 true
// want: DataCloneError 25 true
// want: DataCloneError 25 true
// want: DataCloneError 25 true
// want: DataCloneError 25 true
// want: DataCloneError 25 true
// want: DataCloneError 25 true
// want: DataCloneError 25 true
// want: DataCloneError 25 true
// want: DataCloneError 25 true
  console.log(said(() => structuredClone({ get x() { throw new RangeError('mine'); } })), said(() => structuredClone()).split(' ')[0], structuredClone.name);
// want: RangeError undefined false TypeError structuredClone
  console.log(said(() => structuredClone((function () { return arguments; })(1, 2))), JSON.stringify(structuredClone({ a: [{ b: null }] })));
// want: DataCloneError 25 true {"a":[{"b":null}]}
}
