export default async function () {
  const { a, ...rest } = { a: 1, b: 2, c: 3 };
  console.log(a, rest, rest?.b ?? 9, [1, 2, 3].at(-1), 'x'.padStart(3, '-'), Object.fromEntries([['k', 1]]), 2 ** 10, 1_000);
  console.log([3, 1, 2].toSorted(), 'a-b'.replaceAll('-', '+'), `t${1 + 1}`, typeof Symbol.iterator, [..."hi"], new Set([1, 1]).size);
  function* gen() { yield 1; yield* [2, 3]; }
  console.log([...gen()], await Promise.all([1, Promise.resolve(2)]), await Promise.allSettled([Promise.reject(1)]).then((r) => r[0].status), await Promise.any([Promise.reject(1), 5]));
  class A { #p = 1; static s = 2; get p() { return this.#p; } static { A.t = 3; } }
  console.log(new A().p, A.s, A.t, /(?<y>\d{4})/.exec('in 2026').groups.y, 'é'.normalize('NFD').length, 10n ** 20n, [1, [2, [3]]].flat(Infinity));
  label: for (let i = 0; i < 3; i++) { for (;;) { continue label; } }
  console.log(JSON.stringify({ d: new Date(0), u: undefined, n: NaN, f() {}, nested: [undefined, () => 1] }), JSON.stringify('\u2028\ud800'), new Date(2026, 0, 1).toISOString().slice(0, 4), (1234.5678).toFixed(2), (0.1 + 0.2), parseInt('12px'), Number(''), [10, 9, 1].sort());
  try { null.x; } catch (e) { console.log(e.message); } try { undefined.f(); } catch (e) { console.log(e.message); } try { nope; } catch (e) { console.log(e.message); } try { (void 0)(); } catch (e) { console.log(e.message); } try { JSON.parse('{'); } catch (e) { console.log(e.name); }
}
