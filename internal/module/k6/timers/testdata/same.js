// The functions are the globals.
import { setTimeout as st, setInterval as si, clearTimeout as ct, clearInterval as ci } from 'k6/timers';

console.log(st === setTimeout, si === setInterval, ct === clearTimeout, ci === clearInterval);
// want: true true true true

export default function () {
  const id = si(() => { console.log('tick'); ci(id); }, 1);
// want: tick
  ct(st(() => console.log('never'), 1));
}
