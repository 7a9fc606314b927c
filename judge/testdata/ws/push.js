// ways: plain deflate
// checks: 3
// closes: 1000=1
// loose: answer
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  let many = 0;
  let bytes = 0;
  open({
    onopen: (s) => s.say('!push 3000 200'),
    onmessage: (d, s) => {
      many++;
      bytes += d.byteLength;
      if (many === 3000) s.close(1000);
    },
  });
  is('messages', many, 3000);
  is('bytes', bytes, 600000);
}
