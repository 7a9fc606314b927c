// ways: plain deflate
// checks: 14
// loose: reason
// closes: 1005=1, 1000=1, 1001=1, 1011=1, 1013=1, 3000=1, 4999=1
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  for (const end of ['1005', '1000', '1001 away', '1011 it broke', '1013 later', '3000 ü€😀', '4999']) {
    const log = [];
    open({
      onopen: (s) => s.say(`!close ${end}`),
      onerror: (e) => log.push(e.error()),
      onclose: (code) => log.push(code),
    });
    is(`close ${end}`, log.at(-1), Number(end.slice(0, 4)));
  }
}
