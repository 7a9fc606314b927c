export default function () {
  const say = (v) => console.log(v);
  setTimeout(() => say('timeout 200'), 200); setTimeout(() => { say('timeout 0'); Promise.resolve().then(() => say('after timeout 0')); }, 0); setTimeout(() => say('second 0'), 0);
  Promise.resolve().then(() => say('job 1')).then(() => say('job 3')); Promise.resolve().then(() => say('job 2'));
  (async () => { say('async starts'); await null; say('async goes on'); })();
  say('end');
}
