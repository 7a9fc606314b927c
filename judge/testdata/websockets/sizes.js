// ways: plain deflate fresh narrow
// checks: 17
// closes: 1000 done=1
// deflated: 9
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
      else s.close(1000, 'done');
    },
    onclose: (e) => is('closed', `${e.code} ${e.wasClean}`, '1000 true'),
  });
}
