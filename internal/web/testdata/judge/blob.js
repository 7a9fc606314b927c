// Blob and File.
const said = (f) => { try { return String(f()); } catch (e) { return e.name; } };

export default async function () {
  const bytes = new Uint8Array([65, 66, 67, 68]);
  const b = new Blob(['é', bytes, bytes.subarray(1, 2), new DataView(bytes.buffer, 2, 1), bytes.buffer, new Blob(['!']), 5, null, {}, '\ud800'], { type: 'Text/PLAIN' });
  console.log(b.size, b.type, await b.text(), String(b));
// want: 36 text/plain éABCDBCABCD!5null[object Object]� [object Blob]
  console.log(new Blob().size, new Blob(undefined).size, new Blob([]).type === '', new Blob(new Set(['a', 'b'])).size, new Blob(['x'], { type: 'é' }).type === '', new Blob(['x'], null).size, new Blob(['x'], { type: undefined }).type === '');
// want: 0 0 true 2 true 1 true
  console.log(said(() => new Blob('text')), said(() => new Blob(5)), said(() => new Blob(null)), said(() => new Blob([], 5)), said(() => new Blob([], { endings: 'x' })), said(() => Blob()), said(() => new Blob([Symbol()])));
// want: TypeError TypeError TypeError TypeError TypeError TypeError TypeError
  const text = new Blob(['0123456789'], { type: 'a/b' });
  for (const args of [[], [2], [2, 5], [-3], [-3, -1], [5, 2], [-100, 3], [8, 100], [undefined, 2]]) console.log(`/${await text.slice(...args).text()}/`);
// want: /0123456789/
// want: /23456789/
// want: /234/
// want: /789/
// want: /78/
// want: //
// want: /012/
// want: /89/
// want: /01/
  console.log(text.slice(0, 1, 'C/D').type, text.slice(0, 1).type === '', text.slice() instanceof Blob, text.slice() === text, Blob.length, text.slice.length);
// want: c/d true true false 0 0
  console.log(said(() => { 'use strict'; text.size = 5; }), text.size, (await text.arrayBuffer()) instanceof ArrayBuffer, (await text.arrayBuffer()).byteLength, await new Blob([new Uint8Array([0xef, 0xbb, 0xbf, 0x41, 0xff, 0xe2, 0x82])]).text() === 'A\ufffd\ufffd');
// want: TypeError 10 true 10 true
  const f = new File(['abc', new Blob(['d'])], 'name.txt', { type: 'x/y', lastModified: 5 });
  console.log(f.name, f.type, f.size, f.lastModified, await f.text(), f instanceof File, f instanceof Blob, String(f), File.length, await f.slice(1, 2).text(), f.slice() instanceof File, f.slice().name);
// want: name.txt x/y 4 5 abcd true true [object File] 2 b false undefined
  console.log(said(() => new File([])), said(() => new File()), typeof new File([], 'n').lastModified, await new Blob([f, f]).text());
// want: TypeError TypeError number abcdabcd
  console.log(await new Blob(['a\r\nb\nd'], { endings: 'native' }).text() === 'a\nb\nd', (await new Blob(['a\r\nb'], { endings: 'transparent' }).text()).length);
// want: true 4
  class Named extends Blob { #n = 3; get n() { return this.#n; } }
  const n = new Named(['xyz']);
  console.log(n.n, n.size, n instanceof Named, await n.text(), await new Blob([n, n]).text());
// want: 3 3 true xyz xyzxyz
}
