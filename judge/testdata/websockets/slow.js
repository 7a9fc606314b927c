// ways: plain
// checks: 3
// closes: 1000=2
// A consumer that stops reading: the server must wait, for no buffer on the way
// holds 30 MB, and nothing is lost. A second socket asks the server how much has
// left it, until that stands still.
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  let [many, left] = [0, -1];
  const asker = open({ onopen: start, onmessage: told });
  let slow;

  function start() {
    slow = open({
      onopen: (s) => s.say('!push 300 100000'),
      onmessage: (d, s) => {
        many++;
        if (many === 10) {
          s.pause();
          asker.say('!left');
        }
        if (many === 300) s.close(1000);
      },
      onclose: () => is('messages', many, 300),
    });
  }

  function told(d) {
    if (Number(d) !== left) {
      left = Number(d);
      setTimeout(() => asker.say('!left'), 200);
      return;
    }
    is('the server waits', left < 300, true);
    is('the rest waits', many < 300, true);
    slow.resume();
    asker.close(1000);
  }
}
