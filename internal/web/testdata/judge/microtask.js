// queueMicrotask, performance, self-references.
const said = (f) => { try { return String(f()); } catch (e) { return e.name; } };

export default async function () {
  const log = [];
  queueMicrotask(() => { log.push('micro'); queueMicrotask(() => log.push('inner')); });
  Promise.resolve().then(() => log.push('then'));
  queueMicrotask(function (...args) { log.push(`last ${args.length}`); });
  log.push('sync');
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(log.join(), queueMicrotask(() => {}), said(() => queueMicrotask()), said(() => queueMicrotask('x')), queueMicrotask.length, queueMicrotask.name);
// want: sync,micro,then,last 0,inner undefined TypeError TypeError 1 queueMicrotask
  const a = performance.now();
  let b = performance.now();
  while (b === a) b = performance.now();
  console.log(typeof a, a >= 0, b > a, Math.abs(performance.timeOrigin + b - Date.now()) < 1000, String(performance), performance instanceof EventTarget, typeof performance.toJSON().timeOrigin);
// want: number true true true [object Performance] true number
  console.log(new Event('x').timeStamp >= b, new Event('x').timeStamp <= performance.now(), globalThis === globalThis.globalThis);
// want: true true true
}
