// k6's own example of its streams, and what it exports.
import * as streams from 'k6/experimental/streams';
import { ReadableStream, ReadableStreamDefaultReader, WritableStream, WritableStreamDefaultWriter, CountQueuingStrategy } from 'k6/experimental/streams';

function numbers() {
  let current = 0;
  return new ReadableStream({
    start(controller) {
      const id = setInterval(() => {
        if (current === 3) {
          clearInterval(id);
          controller.close();
          return;
        }
        controller.enqueue(current++);
      }, 1);
    },
  }, new CountQueuingStrategy({ highWaterMark: 1 }));
}

export default async function () {
  console.log(Object.keys(streams).sort().join());
// want: CountQueuingStrategy,ReadableStream,ReadableStreamDefaultReader,WritableStream,WritableStreamDefaultWriter,default
  const reader = numbers().getReader();
  console.log(reader instanceof ReadableStreamDefaultReader);
// want: true
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    console.log(value);
  }
// want: 0
// want: 1
// want: 2
  const seen = [];
  const writer = new WritableStream({ write: (chunk) => { seen.push(chunk); } }).getWriter();
  await writer.write('a');
  await writer.close();
  console.log(seen.join(), writer instanceof WritableStreamDefaultWriter);
// want: a true
  const all = [];
  for await (const value of numbers()) all.push(value);
  console.log(all.join());
// want: 0,1,2
}
