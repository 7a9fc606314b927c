// An exception in a listener of abort is reported; what follows the signal is aborted all the same.

export default function () {
  const c = new AbortController();
  const any = AbortSignal.any([c.signal]);
  c.signal.onabort = () => { throw new Error('boom'); };
  c.signal.addEventListener('abort', () => console.log('second'));
  any.onabort = () => console.log('any');
  c.abort();
  console.log('after', any.aborted);
}
// want: second
// want: any
// want: after true
// want error: Error: boom
