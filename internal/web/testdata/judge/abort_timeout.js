// AbortSignal.timeout.

export default async function () {
  const s = AbortSignal.timeout(1);
  console.log(s.aborted, s.reason);
// want: false undefined
  const waiting = setTimeout(() => {}, 10000); // the signal itself keeps nothing alive
  await new Promise((resolve) => { s.onabort = resolve; });
  clearTimeout(waiting);
  console.log(s.aborted, s.reason.name, s.reason.code, s.reason instanceof DOMException);
// want: true TimeoutError 23 true
  AbortSignal.timeout(100000).onabort = () => console.log('never');
}
