// The list of listeners: order, sameness, once, capture, removal.
import { EventTarget, Event, fire } from 'web';

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
// want: a,b,a
  t.removeEventListener('x', a);
  run();
// want: b,a
  t.removeEventListener('x', a, { capture: true });
  t.removeEventListener('x', () => {});
  t.removeEventListener('x', null);
  t.addEventListener('x', () => log.push('once'), { once: true });
  run();
// want: b,once
  run();
// want: b
  t.addEventListener('x', { handleEvent(e) { log.push('object ' + e.type + ' ' + (this.own === 1)); }, own: 1 });
  t.addEventListener('x', {});
  run();
// want: b,object x true
  console.log(said(() => t.addEventListener('x', undefined)));
// want: GoError: handler for event type "x" isn't a callable function
  console.log(said(() => t.addEventListener('x', 5)).startsWith('TypeError'));
// want: true
  fire(t, 'x', 1);
  console.log(log.join());
// want: b,object x true,b,object x true
}
