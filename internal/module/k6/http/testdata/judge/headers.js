// Headers, in every way to make and change them.
// want: [["a","x"],["b","1, 2"],["set-cookie","a=1"],["set-cookie","b=2; Path=/"]] ["a","b","set-cookie","set-cookie"] ["x","1, 2","a=1","b=2; Path=/"] [["a","x"],["b","1, 2"],["set-cookie","a=1"],["set-cookie","b=2; Path=/"]]
// want: 1, 2 null true false ["a=1","b=2; Path=/"] a=1, b=2; Path=/
// want: [["b","3"],["new","n"],["set-cookie","a=1"],["set-cookie","b=2; Path=/"]]
// want: b 3 true 1
// want: new n true 1
// want: set-cookie a=1 true 1
// want: set-cookie b=2; Path=/ true 1
// want: [["a","1, 2"]] [["b","3"],["new","n"],["set-cookie","a=1"],["set-cookie","b=2; Path=/"]] [["m","v"]] []
// want: [object Headers] true [object Headers] function Headers
// want: a,b,c
// want: a name with a space TypeError
// want: an empty name TypeError
// want: a line feed inside TypeError
// want: a letter beyond Latin-1 TypeError
// want: Latin-1 gives 1
// want: three of a pair TypeError
// want: no pair TypeError
// want: null TypeError
// want: a number TypeError
// want: a symbol TypeError
// want: one argument TypeError
// want: no function TypeError
// want: another this TypeError
// want: without new TypeError
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };

export default async function () {
  const h = new Headers({ b: '1', A: ' x ' });
  h.append('b', '2');
  h.append('Set-Cookie', 'a=1');
  h.append('set-cookie', 'b=2; Path=/');
  console.log(JSON.stringify([...h]), JSON.stringify([...h.keys()]), JSON.stringify([...h.values()]), JSON.stringify([...h.entries()]));
  console.log(h.get('B'), h.get('none'), h.has('a'), h.has('c'), JSON.stringify(h.getSetCookie()), h.get('set-cookie'));
  h.set('b', '3');
  h.set('new', 'n');
  h.delete('A');
  h.delete('none');
  console.log(JSON.stringify([...h]));
  h.forEach(function (value, name, all) { console.log(name, value, all === h, this.x) }, { x: 1 });
  console.log(JSON.stringify([...new Headers([['a', '1'], ['a', '2']])]), JSON.stringify([...new Headers(h)]), JSON.stringify([...new Headers(new Map([['m', 'v']]))]), JSON.stringify([...new Headers()]));
  console.log(String(h), h instanceof Headers, Object.prototype.toString.call(h), typeof Headers.prototype[Symbol.iterator], Headers.name);
  const seen = [];
  const walked = new Headers({ a: '1', b: '2' });
  for (const [name] of walked) { seen.push(name); if (name === 'a') walked.append('c', '3'); }
  console.log(seen.join());
  await fails('a name with a space', () => new Headers({ 'a b': '1' }));
  await fails('an empty name', () => new Headers().append('', '1'));
  await fails('a line feed inside', () => new Headers({ a: 'b\nc' }));
  await fails('a letter beyond Latin-1', () => new Headers({ a: '€' }));
  await fails('Latin-1', () => new Headers({ a: 'é' }).get('a').length);
  await fails('three of a pair', () => new Headers([['a', 'b', 'c']]));
  await fails('no pair', () => new Headers(['a']));
  await fails('null', () => new Headers(null));
  await fails('a number', () => new Headers(1));
  await fails('a symbol', () => new Headers({ a: Symbol('x') }));
  await fails('one argument', () => new Headers().append('a'));
  await fails('no function', () => new Headers().forEach(1));
  await fails('another this', () => Headers.prototype.get.call({}, 'a'));
  await fails('without new', () => Headers());
}
