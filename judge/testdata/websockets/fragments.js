// ways: plain deflate fresh narrow
// checks: 6
// closes: 1000=1
import { open } from './open.js';
import { letters, is } from '../lib.js';

export default function () {
  const sizes = [1, 2, 125, 4097, 65536, 300000];
  let at = 0;
  open({
    onopen: (s) => s.say(`!fragments ${sizes[0]}`),
    onmessage: (d, s) => {
      is(`${sizes[at]} bytes`, d === letters(sizes[at]), true);
      if (++at < sizes.length) s.say(`!fragments ${sizes[at]}`);
      else s.close(1000);
    },
  });
}
