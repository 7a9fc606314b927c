// Listeners that change the list while an event is on its way.

export default function () {
  const t = new EventTarget();
  const log = [];
  const late = () => log.push('late');
  const removed = () => log.push('removed');
  t.addEventListener('x', () => {
    log.push('first');
    t.addEventListener('x', late);
    t.removeEventListener('x', removed);
  }, { once: true });
  t.addEventListener('x', removed);
  t.addEventListener('x', () => {
    log.push('inner?');
    if (log.length < 4) t.dispatchEvent(new Event('x'));
  });
  t.dispatchEvent(new Event('x'));
  console.log(log.join());
// want: first,inner?,inner?,inner?,late,late
}
