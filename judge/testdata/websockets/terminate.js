// ways: plain deflate
// checks: 2
// closes: 1006=2
// loose: wire
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  for (let i = 0; i < 2; i++) {
    open({
      onopen: (s) => s.say('a message before'),
      onmessage: (d, s) => s.terminate(),
      onclose: (e) => is('terminated', `${e.code} ${e.wasClean}`, '1006 false'),
    });
  }
}
