// URLSearchParams: constructors, methods, iteration, and the link to its URL.
const said = (f) => { try { return String(f()); } catch (e) { return e.name; } };

export default function () {
  for (const init of ['?a=1&b=%zz&c=%41+d%2B&&=x&e', '', '??a', { a: 1, b: null, c: undefined, d: [1, 2] }, [['a', '1'], new Set(['b', 'c'])], undefined, 5, new URLSearchParams('k=v')]) {
    console.log(new URLSearchParams(init).toString());
// want: a=1&b=%25zz&c=A+d%2B&=x&e=
// want: 
// want: %3Fa=
// want: a=1&b=null&c=undefined&d=1%2C2
// want: a=1&b=c
// want: 
// want: 5=
// want: k=v
  }
  console.log(said(() => new URLSearchParams([['a']])), said(() => new URLSearchParams([1])), said(() => URLSearchParams('')));
// want: TypeError TypeError TypeError
  const p = new URLSearchParams('z=1&a=2&z=3&\u{1f600}=4&\uffff=5&a=1');
  p.sort();
  console.log(p.toString());
// want: a=2&a=1&z=1&z=3&%F0%9F%98%80=4&%EF%BF%BF=5
  p.set('z', 'ü &');
  console.log(p.toString());
// want: a=2&a=1&z=%C3%BC+%26&%F0%9F%98%80=4&%EF%BF%BF=5
  p.delete('a', '1');
  console.log(p.toString());
// want: a=2&z=%C3%BC+%26&%F0%9F%98%80=4&%EF%BF%BF=5
  console.log(p.has('a'), p.has('a', '1'), p.has('a', undefined), p.get('q'), p.getAll('a').join('|'), p.getAll('q').length, p.size);
// want: true false true null 2 0 4
  console.log([...p].map(String).join(';'), [...p.keys()].join(), [...p.values()].join());
// want: a,2;z,ü &;😀,4;￿,5 a,z,😀,￿ 2,ü &,4,5
  p.forEach((v, k, o) => console.log(v, k, o === p));
// want: 2 a true
// want: ü & z true
// want: 4 😀 true
// want: 5 ￿ true
  console.log(String(p.entries()), Object.prototype.toString.call(p), p[Symbol.iterator] === p.entries);
// want: [object URLSearchParams Iterator] [object URLSearchParams] true
  const it = p.entries();
  console.log(it[Symbol.iterator]() === it, JSON.stringify(it.next()));
// want: true {"value":["a","2"],"done":false}
  p.append('new', 'x');
  console.log(JSON.stringify([...it]), JSON.stringify(it.next()));
// want: [["z","ü &"],["😀","4"],["￿","5"],["new","x"]] {"done":true}
  const u = new URL('http://h/?a=1#x');
  const q = u.searchParams;
  q.append('b', ' é~\'*-._');
  console.log(u.href);
// want: http://h/?a=1&b=+%C3%A9%7E%27*-._#x
  u.search = '?c=3';
  console.log(q.toString(), q.size, u.searchParams === q);
// want: c=3 1 true
  q.delete('c');
  console.log(u.href, `/${u.search}/`);
// want: http://h/#x //
  u.href = 'http://j/?k=l';
  console.log(q.get('k'), new URL('?x=%26', u).searchParams.get('x'));
// want: l &
  console.log(encodeURIComponent(new URLSearchParams('a=%E2%82&b=%F0%9F%98&c=%ff%fe&d=%ef%bb%bfx').toString()));
// want: a%3D%25EF%25BF%25BD%26b%3D%25EF%25BF%25BD%26c%3D%25EF%25BF%25BD%25EF%25BF%25BD%26d%3D%25EF%25BB%25BFx
  console.log(said(() => p.append('x')), said(() => p.get()), said(() => p.forEach()), said(() => URLSearchParams.prototype.get.call({}, 'a')));
// want: TypeError TypeError TypeError TypeError
  console.log(URLSearchParams.length, p.append.length, p.delete.length, p.get.length, p.sort.length, p.forEach.length, p.entries.name);
// want: 0 2 1 1 0 1 entries
}
