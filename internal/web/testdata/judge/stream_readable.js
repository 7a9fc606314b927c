// Readable streams: reading, locking, cancelling, teeing, iterating.
const show = (v) => JSON.stringify(v, (k, x) => (x === undefined ? 'undefined' : x));
const fault = (e) => (e instanceof Error ? e.name : show(e));
const step = async (name, f) => {
  let result;
  try { result = show(await f()); } catch (e) { result = `! ${fault(e)}`; }
  console.log(`${name}: ${result}`);
};
const of = (...chunks) => new ReadableStream({ start(c) { for (const x of chunks) c.enqueue(x); c.close(); } });
const all = async (stream) => { const seen = []; for await (const x of stream) seen.push(x); return seen; };

export default async function () {
  await step('read', async () => { const r = of('a', 'b').getReader(); return [await r.read(), await r.read(), await r.read(), await r.read()]; });
// want: read: [{"value":"a","done":false},{"value":"b","done":false},{"value":"undefined","done":true},{"value":"undefined","done":true}]
  await step('closed', async () => { const r = of().getReader(); return [await r.closed, await r.read()]; });
// want: closed: ["undefined",{"value":"undefined","done":true}]
  await step('reads in order', async () => { const r = of(1, 2, 3).getReader(); return (await Promise.all([r.read(), r.read(), r.read(), r.read()])).map((x) => x.value); });
// want: reads in order: [1,2,3,"undefined"]
  await step('locked', async () => { const s = of(1); const before = s.locked; s.getReader(); return [before, s.locked]; });
// want: locked: [false,true]
  await step('locked twice', async () => { const s = of(1); s.getReader(); s.getReader(); });
// want: locked twice: ! TypeError
  await step('released', async () => { const s = of(1); const r = s.getReader(); r.releaseLock(); return [s.locked, await r.read().catch(fault), await r.closed.catch(fault)]; });
// want: released: [false,"TypeError","TypeError"]
  await step('released with a read', async () => { const s = new ReadableStream(); const r = s.getReader(); const p = r.read().catch(fault); r.releaseLock(); return p; });
// want: released with a read: "TypeError"
  await step('error', async () => { const s = new ReadableStream({ start(c) { c.enqueue(1); c.error(new RangeError('x')); } }); const r = s.getReader(); return [await r.read().catch(fault), await r.closed.catch(fault)]; });
// want: error: ["RangeError","RangeError"]
  await step('start throws', async () => new ReadableStream({ start() { throw new RangeError('x'); } }));
// want: start throws: ! RangeError
  await step('pull rejects', async () => { const s = new ReadableStream({ async pull() { throw new RangeError('x'); } }); return s.getReader().read(); });
// want: pull rejects: ! RangeError
  await step('pulls', async () => {
    const seen = [];
    let n = 0;
    const s = new ReadableStream({ start() { seen.push('start'); }, pull(c) { seen.push('pull'); c.enqueue(n++); if (n === 3) c.close(); }, cancel() { seen.push('cancel'); } });
    const r = s.getReader();
    for (;;) { const { value, done } = await r.read(); seen.push(done ? 'done' : value); if (done) break; }
    return seen;
  });
// want: pulls: ["start","pull",0,"pull",1,"pull",2,"done"]
  await step('high water mark', async () => {
    let pulls = 0;
    const s = new ReadableStream({ pull(c) { pulls++; c.enqueue('x'); } }, { highWaterMark: 3 });
    for (let i = 0; i < 20; i++) await null;
    const before = pulls;
    await s.getReader().read();
    for (let i = 0; i < 20; i++) await null;
    return [before, pulls];
  });
// want: high water mark: [3,4]
  await step('no high water mark', async () => {
    let pulls = 0;
    new ReadableStream({ pull() { pulls++; } }, { highWaterMark: 0 });
    for (let i = 0; i < 20; i++) await null;
    return pulls;
  });
// want: no high water mark: 0
  await step('bad high water mark', async () => new ReadableStream({}, { highWaterMark: -1 }));
// want: bad high water mark: ! RangeError
  await step('desiredSize', async () => {
    const seen = [];
    new ReadableStream({ start(c) { seen.push(c.desiredSize); c.enqueue('abc'); seen.push(c.desiredSize); c.close(); seen.push(c.desiredSize); } }, { highWaterMark: 5, size: (x) => x.length });
    return seen;
  });
// want: desiredSize: [5,2,2]
  await step('enqueue after close', async () => new ReadableStream({ start(c) { c.close(); c.enqueue(1); } }));
// want: enqueue after close: ! TypeError
  await step('cancel', async () => {
    const seen = [];
    const s = new ReadableStream({ cancel(why) { seen.push(why); } });
    seen.push(await s.cancel('why'), await s.getReader().read());
    return seen;
  });
// want: cancel: ["why","undefined",{"value":"undefined","done":true}]
  await step('cancel rejects', async () => new ReadableStream({ cancel() { throw new RangeError('x'); } }).cancel());
// want: cancel rejects: ! RangeError
  await step('cancel locked', async () => { const s = of(1); s.getReader(); return s.cancel(); });
// want: cancel locked: ! TypeError
  await step('tee', async () => { const [a, b] = of(1, 2).tee(); return [await all(a), await all(b)]; });
// want: tee: [[1,2],[1,2]]
  await step('tee cancelled', async () => {
    const seen = [];
    const [a, b] = new ReadableStream({ cancel(why) { seen.push(why); } }).tee();
    const one = a.cancel('a').then(() => seen.push('one'));
    await null;
    seen.push(seen.length);
    await Promise.all([one, b.cancel('b')]);
    return seen;
  });
// want: tee cancelled: [0,["a","b"],"one"]
  await step('for await', async () => all(of('x', 'y')));
// want: for await: ["x","y"]
  await step('leaving a loop', async () => {
    const seen = [];
    const s = new ReadableStream({ pull(c) { c.enqueue(seen.length); }, cancel() { seen.push('cancel'); } });
    for await (const x of s) { seen.push(x); if (x === 2) break; }
    return [seen, s.locked];
  });
// want: leaving a loop: [[0,0,1,2,"cancel"],false]
  await step('preventCancel', async () => {
    const s = of(1, 2, 3);
    for await (const x of s.values({ preventCancel: true })) if (x === 2) break;
    return all(s);
  });
// want: preventCancel: [3]
  await step('throwing in a loop', async () => {
    let cancelled = 'no';
    const s = new ReadableStream({ start(c) { c.enqueue(1); }, cancel() { cancelled = 'yes'; } });
    try { for await (const x of s) throw new RangeError(x); } catch (e) { return [e.name, cancelled]; }
  });
// want: throwing in a loop: ["RangeError","yes"]
  await step('from', async () => all(ReadableStream.from([1, Promise.resolve(2)])));
// want: from: [1,2]
  await step('from a generator', async () => {
    async function* count() { yield 1; yield 2; }
    return all(ReadableStream.from(count()));
  });
// want: from a generator: [1,2]
  await step('from nothing', async () => ReadableStream.from(5));
// want: from nothing: ! TypeError
  await step('iterator twice', async () => { const it = of(1)[Symbol.asyncIterator](); const seen = []; for (const r of [await it.next(), await it.return('r'), await it.next()]) seen.push(r.value, r.done); return seen; });
// want: iterator twice: [1,false,"r",true,"undefined",true]
}
