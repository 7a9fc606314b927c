// differs: through JSON: console info
export const options = { iterations: 1 };
class Point { constructor() { this.x = 1; } get y() { return 2; } method() {} }
export default function () {
  console.log(); console.log(''); console.log('a', 'b', 1, -0, 1e21, 1e-7, NaN, Infinity, true, null, undefined);
  console.log({}, { a: 1, b: 'text', c: null, d: undefined, e: { f: [1, { g: 2 }] } });
  console.log([], [1, 'a', null, undefined, [2]], [, 1], new Array(3));
  console.log(function named() {}, () => 1, class A {}, Math.max);
  console.log(new Error('boo'), new TypeError('t'), { e: new Error('inside') });
  console.log(new Date(0), /re/g, Symbol('s'), 10n);
  console.log(new Map([[1, { a: 2 }]]), new Set([1, 'a']), new WeakMap(), Promise.resolve(1));
  console.log(new Uint8Array([1, 2]), new ArrayBuffer(3), new Float64Array(1), new DataView(new ArrayBuffer(2)));
  console.log(new Point(), Object.create(null), new String('s'), new Number(5), new Boolean(false), Object.create({ inherited: 1 }));
  const o = { name: 'o' }; o.self = o; o.list = [o]; console.log(o);
  console.log('%s %d', 'x', 5, '%%'); console.log({ 'a-b': 1, 2: 3, 'ö': 4, "it's": 5 }); console.log(['it\'s "quoted"', 'new\nline', 'tab\t']);
  console.log({ toString() { return 'own'; } }, { toJSON() { return 'json'; } }, { f() {}, g: () => 1, [Symbol('k')]: 1 });
  console.log([[[[[[[1]]]]]]], { a: { b: { c: { d: { e: { f: 1 } } } } } });
  console.log(globalThis === global, typeof console, Object.keys(console).sort());
  console.info('info'); console.warn('warn', { w: 1 }); console.error('error'); console.debug('debug'); console.log('multi\nline');
  console.log(JSON, Math, globalThis.Reflect); console.log(new Proxy({ p: 1 }, {}), (function () { return arguments; })(1, 2));
}
