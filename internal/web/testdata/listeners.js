// The list of listeners: order, sameness, once, capture, removal.
import { fire } from 'web';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const t = new EventTarget();
  let log = [];
  const run = () => { log = []; t.dispatchEvent(new Event('x')); console.log(log.join()); };
  const a = () => log.push('a');
  const b = () => log.push('b');
  t.addEventListener('x', a);
  t.addEventListener('x', b);
  t.addEventListener('x', a);
  t.addEventListener('x', a, true);
  run();
// want: a,a,b
  t.removeEventListener('x', a);
  run();
// want: a,b
  t.removeEventListener('x', a, { capture: true });
  t.removeEventListener('x', () => {});
  t.removeEventListener('x', null);
  t.addEventListener('x', () => log.push('once'), { once: true });
  run();
// want: b,once
  run();
// want: b
  t.addEventListener('x', { handleEvent(e) { log.push('object ' + e.type + ' ' + (this.own === 1)); }, own: 1 });
  run();
// want: b,object x true
  console.log(said(() => t.addEventListener('x', undefined)));
// want: undefined
  console.log(said(() => t.addEventListener('x', 5)).startsWith('TypeError'));
// want: true
  fire(t, 'x', 1);
  console.log(log.join());
// want: b,object x true,b,object x true
}
