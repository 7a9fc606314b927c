// Writable streams: writing, back-pressure, closing, aborting.
const show = (v) => JSON.stringify(v, (k, x) => (x === undefined ? 'undefined' : x));
const fault = (e) => (e instanceof Error ? e.name : show(e));
const step = async (name, f) => {
  let result;
  try { result = show(await f()); } catch (e) { result = `! ${fault(e)}`; }
  console.log(`${name}: ${result}`);
};
const later = async (n = 20) => { for (let i = 0; i < n; i++) await null; };

export default async function () {
  await step('writes', async () => {
    const seen = [];
    const w = new WritableStream({ start() { seen.push('start'); }, write(x) { seen.push(x); }, close() { seen.push('close'); } }).getWriter();
    w.write(1); w.write(2);
    await w.close();
    return [seen, await w.closed];
  });
// want: writes: [["start",1,2,"close"],"undefined"]
  await step('one at a time', async () => {
    const seen = [];
    let release;
    const w = new WritableStream({ write(x) { seen.push(x); return new Promise((r) => { release = r; }); } }).getWriter();
    w.write('a'); w.write('b');
    await later();
    seen.push('wait'); release();
    await later();
    return seen;
  });
// want: one at a time: ["a","wait","b"]
  await step('desiredSize', async () => {
    const w = new WritableStream({}, { highWaterMark: 2 }).getWriter();
    const seen = [w.desiredSize];
    w.write(1); seen.push(w.desiredSize); w.write(2); seen.push(w.desiredSize); w.write(3); seen.push(w.desiredSize);
    await w.ready;
    seen.push(w.desiredSize);
    return seen;
  });
// want: desiredSize: [2,1,0,-1,1]
  await step('ready', async () => {
    const seen = [];
    let release;
    const w = new WritableStream({ write: () => new Promise((r) => { release = r; }) }).getWriter();
    w.write(1);
    w.ready.then(() => seen.push('ready'));
    await later(); seen.push('full'); release(); await later();
    return seen;
  });
// want: ready: ["full","ready"]
  await step('write rejects', async () => {
    const w = new WritableStream({ write() { throw new RangeError('x'); } }).getWriter();
    return [await w.write(1).catch(fault), await w.closed.catch(fault), await w.ready.catch(fault), await w.write(2).catch(fault)];
  });
// want: write rejects: ["RangeError","RangeError","RangeError","RangeError"]
  await step('write after close', async () => { const w = new WritableStream().getWriter(); w.close(); return [await w.write(1).catch(fault), await w.close().catch(fault)]; });
// want: write after close: ["TypeError","TypeError"]
  await step('abort', async () => {
    const seen = [];
    const w = new WritableStream({ abort(why) { seen.push(why); } }).getWriter();
    await w.abort('why');
    return [seen, await w.closed.catch((e) => e), await w.write(1).catch((e) => e)];
  });
// want: abort: [["why"],"why","why"]
  await step('abort waits for a write', async () => {
    const seen = [];
    let release;
    const w = new WritableStream({ write: () => new Promise((r) => { release = r; }), abort() { seen.push('abort'); } }).getWriter();
    w.write(1).then(() => seen.push('written'));
    w.write(2).catch((e) => seen.push(e));
    await later();
    w.abort('why').then(() => seen.push('aborted'));
    await later(); seen.push('wait'); release(); await later();
    return seen;
  });
// want: abort waits for a write: ["wait","abort","written","why","aborted"]
  await step('the signal', async () => {
    const seen = [];
    let controller;
    const s = new WritableStream({ start(c) { controller = c; } });
    controller.signal.addEventListener('abort', () => seen.push('abort'));
    seen.push(controller.signal.aborted);
    await s.abort('why');
    return [seen, controller.signal.aborted, controller.signal.reason];
  });
// want: the signal: [[false,"abort"],true,"why"]
  await step('controller.error', async () => {
    let controller;
    const w = new WritableStream({ start(c) { controller = c; } }).getWriter();
    controller.error(new RangeError('x'));
    return [await w.closed.catch(fault), await w.write(1).catch(fault)];
  });
// want: controller.error: ["RangeError","RangeError"]
  await step('locked', async () => { const s = new WritableStream(); s.getWriter(); return [s.locked, await s.close().catch(fault), await s.abort().catch(fault)]; });
// want: locked: [true,"TypeError","TypeError"]
  await step('released', async () => { const s = new WritableStream(); const w = s.getWriter(); w.releaseLock(); return [s.locked, await w.write(1).catch(fault), await w.closed.catch(fault)]; });
// want: released: [false,"TypeError","TypeError"]
  await step('close of the stream', async () => { const seen = []; await new WritableStream({ close() { seen.push('close'); } }).close(); return seen; });
// want: close of the stream: ["close"]
  await step('close rejects', async () => new WritableStream({ close() { throw new RangeError('x'); } }).close());
// want: close rejects: ! RangeError
  await step('size throws', async () => { const w = new WritableStream({}, { size() { throw new RangeError('x'); } }).getWriter(); return [await w.write(1).catch(fault), await w.closed.catch(fault)]; });
// want: size throws: ["RangeError","RangeError"]
  await step('type', async () => new WritableStream({ type: 'bytes' }));
// want: type: ! RangeError
}
