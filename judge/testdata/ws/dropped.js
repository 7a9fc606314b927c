// ways: plain
// checks: 4
// closes: 1006=2
// loose: wire
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  for (const way of ['fin', 'rst']) {
    const log = [];
    open({ onopen: (s) => s.say(`!${way}`), onerror: () => log.push('error'), onclose: () => log.push('close') });
    is(`events after ${way}`, log.join(), 'error,close');
  }
}
