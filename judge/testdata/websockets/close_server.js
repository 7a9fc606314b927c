// ways: plain deflate
// checks: 7
// loose: reason
// closes: 1005=1, 1000=1, 1001=1, 1011=1, 1013=1, 3000=1, 4999=1
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  for (const end of ['1005', '1000', '1001 away', '1011 it broke', '1013 later', '3000 ü€😀', '4999']) {
    open({
      onopen: (s) => s.say(`!close ${end}`),
      onclose: (e) => is(`close ${end}`, `${e.code} ${e.reason}`.trim() + ` ${e.wasClean}`, `${end} true`),
    });
  }
}
