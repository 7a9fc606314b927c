// The time of AbortSignal.timeout does not keep the iteration alive, and ends with it.

export default function () {
  AbortSignal.timeout(60000).onabort = () => console.log('never');
  const s = AbortSignal.timeout(1);
  s.onabort = () => { throw new Error('late'); };
  return new Promise((resolve) => setTimeout(resolve, 20)).then(() => console.log(s.aborted));
}
// want error: Error: late
// want warning: 1 pending timers were stopped because the iteration failed
