// What a Response is made of, and its bodies.
// want: 201 true Made default  false y text/plain;charset=UTF-8 false
// want: 1 true false {"a":1} 201 y
// want: 200 true  null  false 0
// want: "é" 195,169 2 text/plain;charset=utf-8
// want: "A�" 239,187,191,65,255 5 
// want: "b" 98 1 a/b
// want: "a=1" 97,61,49 3 application/x-www-form-urlencoded;charset=utf-8
// want: 202 application/json {"a":[1]}
// want: 307 http://host/x%20y 302
// want: error 0 false
// want: one two true
// want: true true false abc true
// want: both both
// want: [object Response] true true
// want: twice TypeError
// want: a clone too late TypeError
// want: no JSON SyntaxError
// want: a locked one TypeError
// want: status 100 RangeError
// want: status 600 RangeError
// want: 204 with a body TypeError
// want: 204 without gives 204
// want: a bad statusText TypeError
// want: a redirect of 200 RangeError
// want: a redirect to nowhere TypeError
// want: undefined as JSON TypeError
// want: a symbol TypeError
// want: immutable headers TypeError
// want: no dictionary TypeError
// want: another this TypeError
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };

export default async function () {
  const r = new Response('{"a":1}', { status: 201, statusText: 'Made', headers: { x: 'y' } });
  console.log(r.status, r.ok, r.statusText, r.type, r.url, r.redirected, r.headers.get('x'), r.headers.get('content-type'), r.bodyUsed);
  const other = r.clone();
  console.log((await r.json()).a, r.bodyUsed, other.bodyUsed, await other.text(), other.status, other.headers.get('x'));
  const empty = new Response();
  console.log(empty.status, empty.ok, empty.statusText, empty.body, await empty.text(), empty.bodyUsed, (await new Response().arrayBuffer()).byteLength);
  for (const [body, init] of [['é', {}], [new Uint8Array([0xef, 0xbb, 0xbf, 65, 255]), {}], [new Blob(['b'], { type: 'a/b' }), {}], [new URLSearchParams('a=1'), {}]]) {
    const text = new Response(body, init), buffer = new Response(body, init), blob = new Response(body, init);
    const b = await blob.blob();
    console.log(JSON.stringify(await text.text()), new Uint8Array(await buffer.arrayBuffer()).join(), b.size, b.type);
  }
  const json = Response.json({ a: [1] }, { status: 202 });
  console.log(json.status, json.headers.get('content-type'), JSON.stringify(await json.json()));
  const redirect = Response.redirect('http://host/x y', 307);
  console.log(redirect.status, redirect.headers.get('location'), Response.redirect('http://host/').status);
  const error = Response.error();
  console.log(error.type, error.status, error.ok);
  const streamed = new Response(new Blob(['one ', 'two']).stream());
  const reader = streamed.body.getReader();
  let all = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    all += new TextDecoder().decode(value);
  }
  console.log(all, streamed.bodyUsed);
  const parts = new Response('abc');
  console.log(parts.body === parts.body, parts.body instanceof ReadableStream, parts.bodyUsed, await parts.text(), parts.bodyUsed);
  const split = new Response(new Blob(['both']).stream());
  const copy = split.clone();
  console.log(await split.text(), await copy.text());
  console.log(Object.prototype.toString.call(r), r instanceof Response, Object.getPrototypeOf(Response.prototype) === Object.prototype);
  await fails('twice', () => r.text());
  await fails('a clone too late', () => r.clone());
  await fails('no JSON', () => new Response('x').json());
  await fails('a locked one', () => { const l = new Response('x'); l.body.getReader(); return l.text() });
  await fails('status 100', () => new Response('', { status: 100 }));
  await fails('status 600', () => new Response('', { status: 600 }));
  await fails('204 with a body', () => new Response('x', { status: 204 }));
  await fails('204 without', () => new Response(null, { status: 204 }).status);
  await fails('a bad statusText', () => new Response('', { statusText: 'a\nb' }));
  await fails('a redirect of 200', () => Response.redirect('http://host/', 200));
  await fails('a redirect to nowhere', () => Response.redirect('http://'));
  await fails('undefined as JSON', () => Response.json(undefined));
  await fails('a symbol', () => new Response(Symbol('x')));
  await fails('immutable headers', () => Response.error().headers.append('a', 'b'));
  await fails('no dictionary', () => new Response('x', 1));
  await fails('another this', () => Response.prototype.text.call({}));
}
