// ways: plain deflate fresh
// checks: 200
// closes: 1000=200
// deflated: 2000
import { open } from './open.js';
import { text, binary, is } from '../lib.js';

export const options = { scenarios: { many: { executor: 'per-vu-iterations', vus: 20, iterations: 2 } } };

export default function () {
  for (let i = 0; i < 5; i++) {
    let at = 0;
    open({
      onopen: (s) => s.say(text(10 * i)),
      onmessage: (d, s) => {
        at++;
        if (at < 20) s.say(at % 2 ? binary(at * 30) : text(at * 30));
        else s.close(1000);
      },
      onclose: () => is('messages', at, 20),
    });
  }
}
