// The text streams of the Encoding standard.
const show = (v) => JSON.stringify(v, (k, x) => (ArrayBuffer.isView(x) ? `${x.constructor.name} ${Array.from(x)}` : x));
const step = async (name, f) => {
  let result;
  try { result = show(await f()); } catch (e) { result = `! ${e.name}`; }
  console.log(`${name}: ${result}`);
};
const of = (...chunks) => new ReadableStream({ start(c) { for (const x of chunks) c.enqueue(x); c.close(); } });
const all = async (stream) => { const seen = []; for await (const x of stream) seen.push(x); return seen; };
const bytes = (...chunks) => of(...chunks.map((x) => new Uint8Array(x)));

export default async function () {
  await step('encode', async () => all(of('a', 'é', '').pipeThrough(new TextEncoderStream())));
// want: encode: ["Uint8Array 97","Uint8Array 195,169"]
  await step('encode what is no text', async () => all(of(1, null).pipeThrough(new TextEncoderStream())));
// want: encode what is no text: ["Uint8Array 49","Uint8Array 110,117,108,108"]
  await step('a pair in two chunks', async () => all(of('a\ud83d', '\ude00b').pipeThrough(new TextEncoderStream())));
// want: a pair in two chunks: ["Uint8Array 97","Uint8Array 240,159,152,128,98"]
  await step('halves of pairs', async () => all(of('\ud83d', 'x', '\ude00', '\ud83d').pipeThrough(new TextEncoderStream())));
// want: halves of pairs: ["Uint8Array 239,191,189,120","Uint8Array 239,191,189","Uint8Array 239,191,189"]
  await step('decode', async () => all(bytes([97], [0xc3], [0xa9, 98]).pipeThrough(new TextDecoderStream())));
// want: decode: ["a","éb"]
  await step('decode a buffer', async () => all(of(new Uint8Array([97]).buffer).pipeThrough(new TextDecoderStream())));
// want: decode a buffer: ["a"]
  await step('a byte order mark', async () => [await all(bytes([0xef, 0xbb], [0xbf, 97]).pipeThrough(new TextDecoderStream())), await all(bytes([0xef, 0xbb, 0xbf, 97]).pipeThrough(new TextDecoderStream('utf-8', { ignoreBOM: true })))]);
// want: a byte order mark: [["a"],["﻿a"]]
  await step('cut short', async () => all(bytes([0xc3]).pipeThrough(new TextDecoderStream())));
// want: cut short: ["�"]
  await step('fatal', async () => all(bytes([0xff]).pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))));
// want: fatal: ! TypeError
  await step('fatal at the end', async () => all(bytes([0xc3]).pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))));
// want: fatal at the end: ! TypeError
  await step('no bytes', async () => all(of('x').pipeThrough(new TextDecoderStream())));
// want: no bytes: ! TypeError
  await step('attributes', async () => { const e = new TextEncoderStream(); const d = new TextDecoderStream('utf8', { fatal: true }); return [e.encoding, d.encoding, d.fatal, d.ignoreBOM, e.readable === e.readable]; });
// want: attributes: ["utf-8","utf-8",true,false,true]
  await step('a label that is none', async () => new TextDecoderStream('nonsense'));
// want: a label that is none: ! RangeError
}
