export const options = { iterations: 1 };
function* ids(from = 0) { while (true) { const back = yield from++; if (back) from = back; } }
class Temp { #c = 0; static #n = 0; static of(c) { const t = new Temp(); t.#c = c; Temp.#n++; return t; } get f() { return this.#c * 9 / 5 + 32; } set f(v) { this.#c = (v - 32) * 5 / 9; } static get n() { return Temp.#n; } #secret() { return this.#c; } has(o) { return #c in o; } reveal() { return this.#secret(); } }
const tag = (s, ...v) => s.raw.map((x, i) => x + (v[i] ?? '')).join('|');
export default function () {
  const g = ids(5); console.log(g.next().value, g.next().value, g.next(100).value, [...(function* () { yield* [1, 2]; return 3; })()].join());
  const t = Temp.of(100); t.f = 50; console.log(t.f, t.reveal(), Temp.n, t.has({}), t.has(t));
  const m = 'ws://user@host:8080/path?x=1'.match(/^(?<scheme>\w+):\/\/(?:(?<user>\w+)@)?(?<host>[^:/]+)(?::(?<port>\d+))?(?<rest>.*)$/);
  console.log(JSON.stringify(m.groups), m.index, 'a1b22'.replace(/(?<n>\d+)/g, '<$<n>>'), [...'a1b22'.matchAll(/\d+/g)].map((x) => x[0]).join(), /(?<=\$)\d+/.exec('cost $42')[0], /\p{Lu}/u.test('É'), /^.$/s.test('\n'), /a.c/y.test('abc'));
  console.log(2n ** 64n, (123456789012345678901234567890n % 97n).toString(), BigInt.asUintN(8, 257n), typeof 1n, 10n > 9, 1n == 1, BigInt('0xff'), (-7n / 2n).toString());
  const o = { a: { b: null, f() { return 'f'; } } }; console.log(o?.a?.b?.c, o.a.b ?? 'dflt', o.a?.f?.(), o.x?.[0], o.x?.y.z.w); o.n ??= 5; o.n ||= 6; o.n &&= 7; console.log(o.n);
  console.log(tag`a\n${1}b${2}c`, String.raw`\u00e9`, 'x'.padStart(3, '-'), 'abc'.at(-1), 'a-b-c'.replaceAll('-', '+'), ' x '.trimEnd() + '|', 'é'.normalize('NFD').length);
  const { a, ...rest } = { a: 1, b: 2, c: 3 }; const [x, , y = 9, ...z] = [1, 2, undefined, 4, 5]; console.log(a, JSON.stringify(rest), x, y, z.join());
  console.log([3, 1, 2].toSorted?.().join(), [1, [2, [3, [4]]]].flat(Infinity).join(), Object.entries({ b: 1, a: 2 }).join(';'), [1, 2, 3].findLast((v) => v < 3), [..."😀x"].length, Array.from({ length: 3 }, (_, i) => i * i).join(), Object.groupBy ? 'groupBy' : 'no groupBy');
  const s = new Set([1, 2, 2]), w = new WeakMap(), k = {}; w.set(k, 'v'); console.log(s.size, w.get(k), new Map([[1, 'a']]).get(1), Symbol('q').toString(), Symbol.for('x').description);
  label: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue label; if (i === 2) break label; console.log(i, j); } }
  console.log(0.1 + 0.2, 1e21, 1e-7, Object.is(-0, 0), (25).toString(36), (1234.5678).toFixed(2), (0.000001234).toPrecision(2), Number('0b101'), Number(' 12 '), Number(''), parseInt('08'), parseFloat('3.14abc'), Number.MAX_SAFE_INTEGER, 1_000_000, (1e21).toLocaleString().length > 3);
  try { null.x; } catch (e) { console.log(e.name, e.message); } try { undefinedName; } catch (e) { console.log(e.name, e.message); } try { (void 0)(); } catch (e) { console.log(e.name, e.message); } try { o.nope(); } catch ({ message }) { console.log(message); } try { const q = 1; q = 2; } catch (e) { console.log(e.message); } try { new Array(-1); } catch (e) { console.log(e.name, e.message); } try { 'x'.repeat(-1); } catch (e) { console.log(e.name, e.message); } try { (1).toFixed(101); } catch (e) { console.log(e.name, e.message); } try { JSON.parse('{"a":}'); } catch (e) { console.log(e.name, e.message); } try { JSON.parse(''); } catch (e) { console.log(e.name, e.message); } try { new RegExp('('); } catch (e) { console.log(e.name); } try { decodeURIComponent('%'); } catch (e) { console.log(e.name, e.message); } try { BigInt(1.5); } catch (e) { console.log(e.name, e.message); } try { 1n + 1; } catch (e) { console.log(e.name, e.message); } try { Symbol() + ''; } catch (e) { console.log(e.name, e.message); }
  const p = new Proxy({}, { get: (t, k) => `got ${String(k)}`, has: () => true }); console.log(p.any, 'z' in p, Reflect.ownKeys({ b: 1, [Symbol.iterator]: 2, 1: 3 }).length, Reflect.construct(Date, [0]).getTime());
  const err = new Error('top', { cause: 'why' }); console.log(err.cause, err instanceof Error, new AggregateError([1], 'agg').errors.length, new (class Mine extends Error { name = 'Mine'; })('m').toString());
}
