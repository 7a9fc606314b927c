// The stream of a blob.
const all = async (stream) => { const seen = []; for await (const x of stream) seen.push(...x); return seen; };

export default async function () {
  const stream = new Blob(['ab', 'c']).stream();
  console.log(String(stream), stream === new Blob([]).stream(), (await all(stream)).join());
// want: [object ReadableStream] false 97,98,99
  console.log((await all(new Blob([]).stream())).length);
// want: 0
  const reader = new Blob(['abc']).stream().getReader({ mode: 'byob' });
  const first = await reader.read(new Uint8Array(2));
  const second = await reader.read(new Uint8Array(2));
  console.log(String(first.value), String(second.value));
// want: 97,98 99
  console.log((await all(new Blob(['é']).stream().pipeThrough(new TextDecoderStream()))).join());
// want: é
  const blob = new Blob(['abc']);
  for await (const x of blob.stream()) x[0] = 0;
  console.log(await blob.text());
// want: abc
}
