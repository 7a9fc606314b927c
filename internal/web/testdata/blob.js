// Blobs: parts, type, slices.

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default async function () {
  const bytes = new Uint8Array([65, 66, 67, 68]);
  const b = new Blob(['é', bytes, bytes.subarray(1, 2), new DataView(bytes.buffer, 2, 1), bytes.buffer, new Blob(['!']), 5, null], { type: 'Text/PLAIN' });
  console.log(b.size, b.type, await b.text());
// want: 18 text/plain éABCDBCABCD!5null
  console.log(new Uint8Array(await b.arrayBuffer()).slice(0, 3).join(), (await b.bytes()).constructor.name, (await b.bytes()).length);
// want: 195,169,65 Uint8Array 18
  const text = new Blob(['0123456789']);
  for (const args of [[], [2], [2, 5], [-3], [-3, -1], [5, 2], [-100, 3], [8, 100], [1.9, 3.9], ['2', '4'], [undefined, 2]]) console.log(`/${await text.slice(...args).text()}/`);
// want: /0123456789/
// want: /23456789/
// want: /234/
// want: /789/
// want: /78/
// want: //
// want: /012/
// want: /89/
// want: /12/
// want: /23/
// want: /01/
  console.log(text.slice(0, 1, 'A/B').type, `/${text.slice(0, 1).type}/`, `/${new Blob([], { type: 'é' }).type}/`);
// want: a/b // //
  console.log(text.slice() instanceof Blob, text.slice() === text, new Blob().size, new Blob(undefined).size);
// want: true false 0 0
  console.log(said(() => new Blob('text')), said(() => new Blob(5)) === said(() => new Blob(null)));
// want: TypeError: Failed to construct 'Blob': The provided value cannot be converted to a sequence. true
  console.log(said(() => { text.size = 5; }).startsWith('TypeError'), await new Blob([new Uint8Array([0xff, 0x41])]).text(), await new Blob(['\ufeffx']).text());
// want: true �A x
  const copy = await text.arrayBuffer();
  new Uint8Array(copy)[0] = 88;
  console.log(await text.text());
// want: 0123456789
  console.log(await new Blob(['a\r\nb\rc\nd\r'], { endings: 'native' }).text() === 'a\nb\nc\nd\n');
// want: true
  for (const args of [[NaN, 3], [null, 4], [Infinity], [-Infinity, 2]]) console.log(`/${await text.slice(...args).text()}/`);
// want: /012/
// want: /0123/
// want: //
// want: /01/
}
