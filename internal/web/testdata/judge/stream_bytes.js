// Byte streams, and the two strategies.
const show = (v) => JSON.stringify(v, (k, x) => (x === undefined ? 'undefined' : ArrayBuffer.isView(x) ? `${x.constructor.name} ${Array.from(x)}` : x));
const fault = (e) => (e instanceof Error ? e.name : show(e));
const step = async (name, f) => {
  let result;
  try { result = show(await f()); } catch (e) { result = `! ${fault(e)}`; }
  console.log(`${name}: ${result}`);
};
const of = (...chunks) => new ReadableStream({ type: 'bytes', start(c) { for (const x of chunks) c.enqueue(new Uint8Array(x)); c.close(); } });

export default async function () {
  await step('read', async () => { const r = of([1, 2], [3]).getReader(); return [await r.read(), await r.read(), await r.read()]; });
// want: read: [{"value":"Uint8Array 1,2","done":false},{"value":"Uint8Array 3","done":false},{"value":"undefined","done":true}]
  await step('read into', async () => { const r = of([1, 2, 3], [4]).getReader({ mode: 'byob' }); return [await r.read(new Uint8Array(2)), await r.read(new Uint8Array(8))]; });
// want: read into: [{"value":"Uint8Array 1,2","done":false},{"value":"Uint8Array 3,4","done":false}]
  await step('the end', async () => { const r = of().getReader({ mode: 'byob' }); return r.read(new Uint8Array(2)); });
// want: the end: {"value":"Uint8Array ","done":true}
  await step('wider elements', async () => { const r = of([1, 0, 2], [0, 3]).getReader({ mode: 'byob' }); return (await r.read(new Uint16Array(2))).value.length; });
// want: wider elements: 2
  await step('the buffer moves', async () => { const r = of([1, 2]).getReader({ mode: 'byob' }); const mine = new Uint8Array(4); const { value } = await r.read(mine); return [mine.byteLength, value.byteLength, value.buffer.byteLength]; });
// want: the buffer moves: [0,2,4]
  await step('enqueued buffers move', async () => { const chunk = new Uint8Array([1]); new ReadableStream({ type: 'bytes', start(c) { c.enqueue(chunk); } }); return chunk.byteLength; });
// want: enqueued buffers move: 0
  await step('an empty view', async () => of([1]).getReader({ mode: 'byob' }).read(new Uint8Array(0)));
// want: an empty view: ! TypeError
  await step('no bytes', async () => new ReadableStream().getReader({ mode: 'byob' }));
// want: no bytes: ! TypeError
  await step('no view', async () => of([1]).getReader({ mode: 'byob' }).read('x'));
// want: no view: ! TypeError
  await step('byobRequest', async () => {
    const r = new ReadableStream({ type: 'bytes', pull(c) { const v = c.byobRequest.view; v[0] = 7; v[1] = 8; c.byobRequest.respond(2); } }).getReader({ mode: 'byob' });
    return r.read(new Uint8Array(4));
  });
// want: byobRequest: {"value":"Uint8Array 7,8","done":false}
  await step('autoAllocateChunkSize', async () => {
    const r = new ReadableStream({ type: 'bytes', autoAllocateChunkSize: 3, pull(c) { const v = c.byobRequest.view; v[0] = v.byteLength; c.byobRequest.respond(1); } }).getReader();
    return r.read();
  });
// want: autoAllocateChunkSize: {"value":"Uint8Array 3","done":false}
  await step('desiredSize', async () => { const seen = []; new ReadableStream({ type: 'bytes', start(c) { seen.push(c.desiredSize); c.enqueue(new Uint8Array(3)); seen.push(c.desiredSize); } }, { highWaterMark: 10 }); return seen; });
// want: desiredSize: [10,7]
  await step('tee', async () => { const [a, b] = of([1, 2]).tee(); return [await a.getReader().read(), await b.getReader().read()]; });
// want: tee: [{"value":"Uint8Array 1,2","done":false},{"value":"Uint8Array 1,2","done":false}]
  await step('a chunk that is none', async () => new ReadableStream({ type: 'bytes', start(c) { c.enqueue('x'); } }));
// want: a chunk that is none: ! TypeError
  await step('another type', async () => new ReadableStream({ type: 'text' }));
// want: another type: ! TypeError
  await step('CountQueuingStrategy', async () => { const s = new CountQueuingStrategy({ highWaterMark: 4 }); return [s.highWaterMark, s.size('abc'), s.size.length]; });
// want: CountQueuingStrategy: [4,1,0]
  await step('ByteLengthQueuingStrategy', async () => { const s = new ByteLengthQueuingStrategy({ highWaterMark: 4 }); return [s.highWaterMark, s.size(new Uint8Array(3)), s.size.length]; });
// want: ByteLengthQueuingStrategy: [4,3,1]
  await step('a strategy without a mark', async () => new CountQueuingStrategy({}));
// want: a strategy without a mark: ! TypeError
  await step('counted', async () => { const seen = []; new ReadableStream({ start(c) { c.enqueue('abc'); seen.push(c.desiredSize); } }, new CountQueuingStrategy({ highWaterMark: 4 })); return seen; });
// want: counted: [3]
}
