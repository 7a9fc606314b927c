// differs: callback of a timer: GoError: setTimeout
// differs: callback of a timer: TypeError
export default function () {
  const ids = [setTimeout(() => console.log('never'), 5), setTimeout((...a) => console.log("args", a), 150, 1, 'b'), setInterval(() => console.log('never'), 1)];
  console.log(ids); clearTimeout(ids[0]); clearInterval(ids[2]); clearTimeout(99); clearTimeout(undefined); clearTimeout();
  let n = 0; const i = setInterval(() => { console.log('tick', ++n); if (n === 3) { clearInterval(i); } }, 200);
  setTimeout(function () { console.log(this === globalThis, typeof this); }, -5);
  for (const f of [undefined, null, 'text', 5, {}]) { try { console.log(setTimeout(f, 1)); } catch (e) { console.log(String(e)); } }
  try { setTimeout(); } catch (e) { console.log(String(e)); }
  setTimeout(() => console.log('fraction'), 800.5); setTimeout(() => console.log('text delay'), "1000");
}
