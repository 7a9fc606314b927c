// The on… attribute: its place, false, objects that are no functions, null.

export default function () {
  const c = new AbortController();
  const s = c.signal;
  const log = [];
  const run = () => { log.length = 0; s.dispatchEvent(new Event('abort', { cancelable: true })); console.log(log.join()); };
  s.onabort = () => log.push('first');
  s.addEventListener('abort', () => log.push('listener'));
  s.onabort = () => log.push('replaced in its place');
  run();
// want: replaced in its place,listener
  s.onabort = null;
  s.onabort = () => log.push('now last');
  run();
// want: listener,now last
  const plain = { handleEvent() { log.push('never'); } };
  s.onabort = plain;
  run();
// want: listener
  console.log(s.onabort === plain);
// want: true
  s.onabort = 5;
  console.log(s.onabort);
// want: null
  for (const value of [false, 0, undefined, true]) {
    s.onabort = () => value;
    console.log(value, s.dispatchEvent(new Event('abort', { cancelable: true })), s.dispatchEvent(new Event('abort')));
  }
// want: false false true
// want: 0 true true
// want: undefined true true
// want: true true true
}
