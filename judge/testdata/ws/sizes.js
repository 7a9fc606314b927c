// ways: plain deflate fresh narrow
// checks: 17
// closes: 1000=1
// deflated: 9
// loose: answer
import { open } from './open.js';
import { sizes, text, binary, same, is } from '../lib.js';

export default function () {
  const data = sizes.flatMap((size) => [text(size), binary(size)]);
  let at = 0;
  open({
    onopen: (s) => s.say(data[0]),
    onmessage: (d, s) => {
      is(`${typeof d} of ${sizes[at >> 1]} bytes`, same(d, data[at]), true);
      if (++at < data.length) s.say(data[at]);
      else s.close(1000);
    },
  });
}
