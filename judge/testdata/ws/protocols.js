// ways: plain
// checks: 4
// closes: 1000=2
// loose: answer
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  for (const [offered, want] of [['judge.v1', 'judge.v1'], ['x, judge.v2', 'judge.v2']]) {
    let says;
    open({
      params: { headers: { 'Sec-WebSocket-Protocol': offered } },
      onopen: (s) => s.say('!protocol'),
      onmessage: (d, s) => {
        says = d;
        s.close(1000);
      },
    });
    is(`the server says, of ${offered}`, says, want);
  }
}
