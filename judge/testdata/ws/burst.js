// ways: plain deflate
// checks: 2
// closes: 1000=1
// deflated: 27
// loose: answer
// All at once: they come back in order.
import { open } from './open.js';
import { sizes, text, binary, same, is } from '../lib.js';

export default function () {
  const data = sizes.flatMap((size) => [binary(size), text(size)]);
  const order = [...data, ...data, ...data].slice(5);
  let at = 0;
  open({
    onopen: (s) => order.forEach((d) => s.say(d)),
    onmessage: (d, s) => {
      if (!same(d, order[at])) console.error(`message ${at} differs`);
      if (++at === order.length) s.close(1000);
    },
  });
  is('all came', at, order.length);
}
