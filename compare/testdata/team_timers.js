// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
import * as timers from 'k6/timers';
export const options = { iterations: 1 };
export default function () {
  const log = []; const note = (x) => log.push(x);
  const s = new WebSocket(`${__ENV.URL}/echo`);
  s.onopen = () => {
    const beat = setInterval((a, b) => { note(`beat${a}${b}`); s.ping(); if (log.filter((x) => x.startsWith('beat')).length === 3) { clearInterval(beat); timers.setTimeout(() => s.close(1000), 1); } }, 2, 'A', 1);
    setTimeout(note, 0, 't0'); Promise.resolve().then(() => note('micro')); note('sync');
    const never = setTimeout(() => note('never'), 3); clearTimeout(never); clearTimeout(never); clearTimeout(undefined); clearTimeout(99999); clearInterval(null);
    console.log(typeof beat, typeof never, setTimeout === timers.setTimeout, Object.keys(timers).filter((k) => k !== 'default').sort().join());
  };
  s.onclose = () => console.log(log.slice(0, 3).join(), log.filter((x) => x === 'beatA1').length, log.includes('never'));
  for (const f of [() => setTimeout(), () => setTimeout('x', 1), () => setInterval(null, 1), () => setTimeout({}, 1)]) { try { console.log(typeof f()); } catch (e) { console.log(e.name === 'TypeError' || e.name === 'GoError'); } }
}
