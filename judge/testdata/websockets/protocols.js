// ways: plain
// checks: 6
// closes: 1000=3
import { open } from './open.js';
import { is } from '../lib.js';

// All servers speak judge.v2 and judge.v1, in this order of liking.
export default function () {
  for (const [offered, want] of [[[], ''], ['judge.v1', 'judge.v1'], [['x', 'judge.v2'], 'judge.v2']]) {
    open({
      protocols: offered,
      onopen: (s) => {
        is(`protocol of ${offered}`, s.protocol, want);
        s.say('!protocol');
      },
      onmessage: (d, s) => {
        is(`the server says, of ${offered}`, d, want);
        s.close(1000);
      },
    });
  }
}
