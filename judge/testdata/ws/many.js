// ways: plain deflate
// checks: 400
// closes: 1000=200
// deflated: 2000
// loose: answer
import { open } from './open.js';
import { text, binary, is } from '../lib.js';

export const options = { scenarios: { many: { executor: 'per-vu-iterations', vus: 200, iterations: 1 } } };

export default function () {
  let at = 0;
  open({
    onopen: (s) => s.say(text(10)),
    onmessage: (d, s) => {
      at++;
      if (at < 20) s.say(at % 2 ? binary(at * 30) : text(at * 30));
      else s.close(1000);
    },
  });
  is('messages', at, 20);
}
