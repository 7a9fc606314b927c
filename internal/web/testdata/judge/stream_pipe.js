// Pipes and transform streams: order, ends, faults, and signals.
const show = (v) => JSON.stringify(v, (k, x) => (x === undefined ? 'undefined' : x));
const fault = (e) => (e instanceof Error || e instanceof DOMException ? e.name : show(e));
const step = async (name, f) => {
  let result;
  try { result = show(await f()); } catch (e) { result = `! ${fault(e)}`; }
  console.log(`${name}: ${result}`);
};
const of = (...chunks) => new ReadableStream({ start(c) { for (const x of chunks) c.enqueue(x); c.close(); } });
const into = (seen, more) => new WritableStream({ write(x) { seen.push(x); }, close() { seen.push('close'); }, abort(e) { seen.push(`abort ${fault(e)}`); }, ...more });
const later = async (n = 30) => { for (let i = 0; i < n; i++) await null; };

export default async function () {
  await step('pipeTo', async () => { const seen = []; seen.push(await of(1, 2).pipeTo(into(seen))); return seen; });
// want: pipeTo: [1,2,"close","undefined"]
  await step('preventClose', async () => { const seen = []; const w = into(seen); await of(1).pipeTo(w, { preventClose: true }); await w.getWriter().write(2); return seen; });
// want: preventClose: [1,2]
  await step('the source fails', async () => { const seen = []; const r = new ReadableStream({ start(c) { c.error(new RangeError('x')); } }); seen.push(await r.pipeTo(into(seen)).catch(fault)); return seen; });
// want: the source fails: ["abort RangeError","RangeError"]
  await step('preventAbort', async () => { const seen = []; const r = new ReadableStream({ start(c) { c.error(new RangeError('x')); } }); seen.push(await r.pipeTo(into(seen), { preventAbort: true }).catch(fault)); return seen; });
// want: preventAbort: ["RangeError"]
  await step('the sink fails', async () => {
    const seen = [];
    const r = new ReadableStream({ pull(c) { c.enqueue(1); }, cancel(e) { seen.push(`cancel ${fault(e)}`); } });
    seen.push(await r.pipeTo(into(seen, { write() { throw new RangeError('x'); } })).catch(fault));
    return seen;
  });
// want: the sink fails: ["cancel RangeError","RangeError"]
  await step('preventCancel', async () => {
    const seen = [];
    const r = new ReadableStream({ pull(c) { c.enqueue(1); }, cancel(e) { seen.push(`cancel ${fault(e)}`); } });
    seen.push(await r.pipeTo(into(seen, { write() { throw new RangeError('x'); } }), { preventCancel: true }).catch(fault));
    return [seen, r.locked];
  });
// want: preventCancel: [["RangeError"],false]
  await step('a signal', async () => {
    const seen = [];
    const control = new AbortController();
    const r = new ReadableStream({ start(c) { c.enqueue(1); }, cancel(e) { seen.push(`cancel ${fault(e)}`); } });
    const done = r.pipeTo(into(seen), { signal: control.signal }).catch((e) => seen.push(fault(e), e instanceof DOMException, e === control.signal.reason));
    await later();
    control.abort();
    await done;
    return seen;
  });
// want: a signal: [1,"abort AbortError","cancel AbortError","AbortError",true,true]
  await step('a signal before', async () => { const seen = []; await of(1).pipeTo(into(seen), { signal: AbortSignal.abort('why') }).catch((e) => seen.push(e)); return seen; });
// want: a signal before: ["abort \"why\"","why"]
  await step('no signal', async () => of(1).pipeTo(into([]), { signal: {} }));
// want: no signal: ! TypeError
  await step('locked', async () => { const w = into([]); w.getWriter(); return of(1).pipeTo(w); });
// want: locked: ! TypeError
  await step('back-pressure', async () => {
    let pulled = 0;
    let release;
    const r = new ReadableStream({ pull(c) { c.enqueue(pulled++); } }, { highWaterMark: 0 });
    r.pipeTo(new WritableStream({ write: () => new Promise((f) => { release = f; }) })).catch(() => {});
    await later();
    const before = pulled;
    release();
    await later();
    return [before, pulled];
  });
// want: back-pressure: [1,2]
  const upper = () => new TransformStream({ start(c) { c.enqueue('<'); }, transform(x, c) { c.enqueue(x.toUpperCase()); }, flush(c) { c.enqueue('>'); } });
  await step('pipeThrough', async () => { const seen = []; await of('a', 'b').pipeThrough(upper()).pipeTo(into(seen)); return seen; });
// want: pipeThrough: ["<","A","B",">","close"]
  await step('two of them', async () => { const seen = []; await of('a').pipeThrough(upper()).pipeThrough(upper()).pipeTo(into(seen)); return seen; });
// want: two of them: ["<","<","A",">",">","close"]
  await step('identity', async () => { const t = new TransformStream(); const w = t.writable.getWriter(); w.write('x'); w.close(); const r = t.readable.getReader(); return [await r.read(), await r.read()]; });
// want: identity: [{"value":"x","done":false},{"value":"undefined","done":true}]
  await step('transform throws', async () => { const seen = []; seen.push(await of('a').pipeThrough(new TransformStream({ transform() { throw new RangeError('x'); } })).pipeTo(into(seen)).catch(fault)); return seen; });
// want: transform throws: ["abort RangeError","RangeError"]
  await step('terminate', async () => { const seen = []; await of('a', 'b', 'c').pipeThrough(new TransformStream({ transform(x, c) { c.enqueue(x); if (x === 'b') c.terminate(); } })).pipeTo(into(seen)).catch(fault); return seen; });
// want: terminate: ["a","b","close"]
  await step('controller.error', async () => { let control; const t = new TransformStream({ start(c) { control = c; } }); control.error(new RangeError('x')); return [await t.readable.getReader().read().catch(fault), await t.writable.getWriter().write(1).catch(fault)]; });
// want: controller.error: ["RangeError","RangeError"]
  await step('a transform waits', async () => {
    const t = new TransformStream({}, undefined, { highWaterMark: 1 });
    const w = t.writable.getWriter();
    let written = 0;
    for (let i = 0; i < 4; i++) w.write(i).then(() => { written++; }, () => {});
    await later();
    const before = written;
    await t.readable.getReader().read();
    await later();
    return [before, written];
  });
// want: a transform waits: [1,2]
}
