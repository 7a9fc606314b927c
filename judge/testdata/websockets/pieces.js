// ways: plain deflate fresh narrow
// checks: 4
// closes: 1000=4
// deflated: 9
// Our messages go in frames of any length.
import { open } from './open.js';
import { sizes, text, binary, same, is } from '../lib.js';

export default function () {
  const data = sizes.flatMap((size) => [text(size), binary(size)]).slice(0, -1);
  for (const fragmentSize of [100, 125, 126, 65536]) {
    let at = 0;
    let right = 0;
    open({
      params: { fragmentSize },
      onopen: (s) => data.forEach((d) => s.say(d)),
      onmessage: (d, s) => {
        if (same(d, data[at])) right++;
        if (++at === data.length) s.close(1000);
      },
      onclose: () => is(`messages in frames of ${fragmentSize}`, right, data.length),
    });
  }
}
