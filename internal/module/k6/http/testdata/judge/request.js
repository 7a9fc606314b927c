// What a Request is made of.
// want: GET http://host/path?q=1#f follow cors same-origin default about:client  false half null false false 0 true
// want: get GET
// want: Post POST
// want: pUt PUT
// want: delete DELETE
// want: head HEAD
// want: options OPTIONS
// want: PATCH PATCH
// want: Custom Custom
// want: text/plain;charset=UTF-8 b text false text true
// want: application/x-www-form-urlencoded;charset=UTF-8 a=b+c
// want: text/x x
// want: null x
// want: null AB
// want: null AB
// want: null B
// want: text/plain;charset=UTF-8 12
// want: text/plain;charset=UTF-8 mine
// want: a/b
// want: POST http://host/path?q=1#f manual null d true x
// want: false false
// want: true why true
// want: [object Request] true
// want: no URL TypeError
// want: a relative one TypeError
// want: credentials TypeError
// want: a forbidden method TypeError
// want: no method TypeError
// want: GET with a body TypeError
// want: HEAD with a body TypeError
// want: an unknown redirect TypeError
// want: no signal TypeError
// want: a body twice TypeError
// want: a clone too late TypeError
// want: nothing TypeError
// want: a stream without duplex TypeError
// want: a stream gives x
// want: no dictionary TypeError
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };

const U = 'http://host/path?q=1#f';

export default async function () {
  const r = new Request(U);
  console.log(r.method, r.url, r.redirect, r.mode, r.credentials, r.cache, r.referrer, r.integrity, r.keepalive, r.duplex, r.body, r.bodyUsed, r.signal.aborted, [...r.headers].length, r.destination === '');
  for (const method of ['get', 'Post', 'pUt', 'delete', 'head', 'options', 'PATCH', 'Custom']) console.log(method, new Request(U, { method }).method);
  const post = new Request(U, { method: 'POST', body: 'text', headers: { a: 'b' } });
  console.log(post.headers.get('content-type'), post.headers.get('a'), await post.clone().text(), post.bodyUsed, await post.text(), post.bodyUsed);
  for (const body of [new URLSearchParams({ a: 'b c' }), new Blob(['x'], { type: 'text/x' }), new Blob(['x']), new Uint8Array([65, 66]), new Uint8Array([65, 66]).buffer, new DataView(new Uint8Array([65, 66]).buffer, 1), 12, { toString: () => 'mine' }]) {
    const r = new Request(U, { method: 'POST', body });
    console.log(r.headers.get('content-type'), await r.text());
  }
  const own = new Request(U, { method: 'POST', body: 'x', headers: { 'Content-Type': 'a/b' } });
  console.log(own.headers.get('content-type'));
  const from = new Request(own, { headers: { c: 'd' }, redirect: 'manual' });
  console.log(from.method, from.url, from.redirect, from.headers.get('content-type'), from.headers.get('c'), own.bodyUsed, await from.text());
  const c = new AbortController();
  const followed = new Request(U, { signal: c.signal });
  const again = new Request(followed);
  console.log(followed.signal === c.signal, followed.signal.aborted);
  c.abort('why');
  console.log(followed.signal.aborted, followed.signal.reason, again.signal.aborted);
  console.log(Object.prototype.toString.call(r), r instanceof Request);
  await fails('no URL', () => new Request('http://'));
  await fails('a relative one', () => new Request('/x'));
  await fails('credentials', () => new Request('http://a:b@host/'));
  await fails('a forbidden method', () => new Request(U, { method: 'TRACE' }));
  await fails('no method', () => new Request(U, { method: 'a b' }));
  await fails('GET with a body', () => new Request(U, { body: 'x' }));
  await fails('HEAD with a body', () => new Request(U, { method: 'HEAD', body: 'x' }));
  await fails('an unknown redirect', () => new Request(U, { redirect: 'never' }));
  await fails('no signal', () => new Request(U, { signal: {} }));
  await fails('a body twice', async () => { const r = new Request(U, { method: 'POST', body: 'x' }); await r.text(); return new Request(r) });
  await fails('a clone too late', async () => { const r = new Request(U, { method: 'POST', body: 'x' }); await r.text(); return r.clone() });
  await fails('nothing', () => new Request());
  await fails('a stream without duplex', () => new Request(U, { method: 'POST', body: new Blob(['x']).stream() }));
  await fails('a stream', () => new Request(U, { method: 'POST', body: new Blob(['x']).stream(), duplex: 'half' }).text());
  await fails('no dictionary', () => new Request(U, 1));
}
