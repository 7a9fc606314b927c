// ways: plain
// checks: 2
// closes: 1000=1
// A consumer that stops reading: the server must wait, for no buffer on the way
// holds 30 MB, and nothing is lost.
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  let many = 0;
  open({
    onopen: (s) => s.say('!push 300 100000'),
    onmessage: (d, s) => {
      many++;
      if (many === 10) {
        s.pause();
        setTimeout(() => {
          is('the rest waits', many < 300, true);
          s.resume();
        }, 200);
      }
      if (many === 300) s.close(1000);
    },
    onclose: () => is('messages', many, 300),
  });
}
