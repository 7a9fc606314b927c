// FormData, and forms as bodies.
// want: "a","a","file","blob","é\"\r\n" b b,1 true false null x.txt text/x blob true
// want: true
// want: "a","a","file","blob","é\"\r\n" b,1 hey x.txt text/x blob 3
// want: 1one,4blob,4é,3n
// want: one true
// want: [["a","1"],["b"," x"],["a","2"]]
// want: [object FormData] true
// want: no form TypeError
// want: a broken one TypeError
// want: a file name for text TypeError
// want: one argument TypeError
// want: made of something TypeError
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };

export default async function () {
  const f = new FormData();
  f.append('a', 'b');
  f.append('a', 1);
  f.append('file', new Blob(['hey'], { type: 'text/x' }), 'x.txt');
  f.append('blob', new Blob(['hey']));
  f.append('é"\r\n', 'é');
  console.log([...f.keys()].map((k) => JSON.stringify(k)).join(), f.get('a'), f.getAll('a').join(), f.has('a'), f.has('z'), f.get('z'), f.get('file').name, f.get('file').type, f.get('blob').name, f.get('file') instanceof File);
  const type = new Response(f).headers.get('content-type');
  console.log(/^multipart\/form-data; ?boundary=.+/.test(type));
  const back = await new Response(f).formData();
  console.log([...back.keys()].map((k) => JSON.stringify(k)).join(), back.getAll('a').join(), await back.get('file').text(), back.get('file').name, back.get('file').type, back.get('blob').name, back.get('blob').size);
  f.set('a', 'one');
  f.delete('file');
  f.set('new', 'n');
  console.log([...f].map(([k, v]) => k.length + (typeof v === 'string' ? v : v.name)).join());
  f.forEach((value, name, all) => { if (name === 'a') console.log(value, all === f) });
  const urlencoded = await new Response('a=1&b=%20x&a=2', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }).formData();
  console.log(JSON.stringify([...urlencoded]));
  console.log(Object.prototype.toString.call(f), f instanceof FormData);
  await fails('no form', () => new Response('x').formData());
  await fails('a broken one', () => new Response('x', { headers: { 'content-type': 'multipart/form-data; boundary=b' } }).formData());
  await fails('a file name for text', () => new FormData().append('a', 'b', 'c'));
  await fails('one argument', () => new FormData().append('a'));
  await fails('made of something', () => new FormData({}));
}
