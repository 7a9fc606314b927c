// reportError, and what a microtask throws: reported with its place; what comes after still runs.

export default function () {
  queueMicrotask(() => { throw new TypeError('in a microtask'); });
  queueMicrotask(() => console.log('next'));
  reportError(new RangeError('given'));
  console.log('after', reportError.length);
// want: after 1
// want: next
// want error: RangeError: given
  reportError('only text');
// want error: only text
// want error: TypeError: in a microtask
}
