// Blob.stream(): a stream of its bytes.

export default async function () {
  const big = new Blob(['x'.repeat(100000), 'y'.repeat(100000)]);
  const stream = big.stream();
  console.log(stream instanceof ReadableStream, stream.locked, big.stream() !== stream);
// want: true false true
  const reader = stream.getReader();
  let bytes = 0;
  let all = true;
  let last;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    bytes += value.length;
    all = all && value instanceof Uint8Array;
    last = value[value.length - 1];
  }
  console.log(bytes, all, last, (await reader.read()).done, big.size);
// want: 200000 true 121 true 200000
  const empty = new Blob().stream().getReader();
  console.log((await empty.read()).done);
// want: true
  const some = new Blob(['0123456789']).slice(2, 5).stream().getReader();
  console.log(new TextDecoder().decode((await some.read()).value), (await some.read()).done);
// want: 234 true
  const cut = big.stream().getReader();
  await cut.cancel('enough');
  console.log((await cut.read()).done);
// want: true
}
