// ways: deflate fresh narrow
// checks: 7
// closes: 1000=7
// deflated: 9
// loose: payload
// Every offer and every answer of permessage-deflate.
import { open } from './open.js';
import { sizes, text, binary, same, is } from '../lib.js';

export default function () {
  const data = [0, 0].flatMap(() => sizes.slice(0, -1).flatMap((size) => [text(size), binary(size)]));
  for (const perMessageDeflate of [
    true,
    { serverNoContextTakeover: true },
    { clientNoContextTakeover: true },
    { serverNoContextTakeover: true, clientNoContextTakeover: true },
    { clientMaxWindowBits: false },
    { serverMaxWindowBits: 9, clientMaxWindowBits: 9 },
    { serverMaxWindowBits: 12, clientMaxWindowBits: 10, clientNoContextTakeover: true },
  ]) {
    let at = 0;
    open({
      params: { perMessageDeflate },
      onopen: (s) => data.forEach((d) => s.say(d)),
      onmessage: (d, s) => {
        if (!same(d, data[at])) console.error(`${JSON.stringify(perMessageDeflate)}: message ${at} differs`);
        if (++at === data.length) s.close(1000);
      },
      onclose: () => is(JSON.stringify(perMessageDeflate), at, data.length),
    });
  }
}
