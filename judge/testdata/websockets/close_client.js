// ways: plain deflate
// checks: 5
// closes: 1000=1, 1000 bye=1, 3000=1, 4999 ü€😀=1, 4000 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=1
import { open } from './open.js';
import { is } from '../lib.js';

// The server answers with the code it got. RFC 6455 §5.5.1.
const ends = [[1000], [1000, 'bye'], [3000], [4999, 'ü€😀'], [4000, 'a'.repeat(123)]];

export default function () {
  for (const end of ends) {
    open({
      onopen: (s) => s.close(...end),
      onclose: (e) => is(`close ${end[0]}`, `${e.code} ${e.wasClean}`, `${end[0]} true`),
    });
  }
}
