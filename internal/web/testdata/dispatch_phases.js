// Capturing listeners first, stopPropagation between the passes, passive ones, the attributes of old.

export default function () {
  const t = new EventTarget();
  let log = [];
  const run = (event) => { log = []; const r = t.dispatchEvent(event); console.log(log.join(), r); };
  t.addEventListener('x', () => log.push('bubble 1'));
  t.addEventListener('x', () => log.push('capture 1'), true);
  t.addEventListener('x', () => log.push('bubble 2'), { capture: false });
  t.addEventListener('x', () => log.push('capture 2'), { capture: true });
  run(new Event('x'));
// want: capture 1,capture 2,bubble 1,bubble 2 true
  t.addEventListener('x', (e) => e.stopPropagation(), true);
  run(new Event('x'));
// want: capture 1,capture 2 true
  const added = new EventTarget();
  added.addEventListener('x', () => {
    added.addEventListener('x', () => log.push('in this pass: never'), true);
    added.addEventListener('x', () => log.push('in the next'));
  }, { capture: true, once: true });
  added.dispatchEvent(new Event('x'));
  console.log(log.join());
// want: capture 1,capture 2,in the next
  t.addEventListener('q', (e) => { e.preventDefault(); e.returnValue = false; log.push(e.defaultPrevented); }, { passive: true });
  t.addEventListener('q', (e) => log.push(e.defaultPrevented));
  run(new Event('q', { cancelable: true }));
// want: false,false true
  t.addEventListener('r', (e) => { e.returnValue = true; e.returnValue = 0; log.push(e.defaultPrevented, e.returnValue); e.returnValue = true; log.push(e.returnValue); });
  run(new Event('r', { cancelable: true }));
// want: true,false,false false
  run(new Event('r'));
// want: false,true,true true
  t.addEventListener('c', (e) => { e.cancelBubble = false; log.push(e.cancelBubble); e.cancelBubble = 1; log.push(e.cancelBubble); e.cancelBubble = false; log.push(e.cancelBubble); });
  const c = new Event('c');
  run(c);
  console.log(c.cancelBubble);
// want: false,true,true true
// want: false
  const e = new Event('old', { cancelable: true });
  e.preventDefault();
  e.initEvent('new', true, true);
  console.log(e.type, e.bubbles, e.cancelable, e.defaultPrevented, e.initEvent.length);
// want: new true true false 1
  t.addEventListener('new', (x) => { x.initEvent('other', false, false); log.push(x.type, x.bubbles); });
  run(e);
// want: new,true true
  const d = new CustomEvent('y');
  d.initCustomEvent('z', false, true, 7);
  console.log(d.type, d.cancelable, d.detail, d.initCustomEvent.length);
// want: z true 7 1
  const m = new MessageEvent('m', { data: 1 });
  m.initMessageEvent('n', true, true, { d: 1 }, 'o', 'id', t, [t]);
  console.log(m.type, m.bubbles, m.cancelable, m.data.d, m.origin, m.lastEventId, m.source === t, m.ports[0] === t, m.initMessageEvent.length);
// want: n true true 1 o id true true 1
  m.initMessageEvent('p');
  console.log(m.type, m.bubbles, m.data, m.origin === '', m.source, m.ports.length);
// want: p false null true null 0
  // Stopped before it leaves, an event meets nobody, and can leave again; composed outlives initEvent.
  const wall = new EventTarget();
  let met = [];
  for (const capture of [true, false]) wall.addEventListener('s', () => met.push(capture), { capture });
  const halted = new Event('s', { composed: true });
  halted.stopPropagation();
  console.log(wall.dispatchEvent(halted), met.join() || "nobody");
// want: true nobody
  console.log(wall.dispatchEvent(halted), met.join() || "nobody");
// want: true true,false
  halted.initEvent('s', true, true);
  console.log(halted.composed, halted.bubbles, halted.target);
// want: true true null
}
