// ways: plain
// checks: 10
// closes: 1001=1, 1000=1, 1011=1, 3000=1, 4999=1
// loose: answer
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  for (const code of [undefined, 1000, 1011, 3000, 4999]) {
    let told;
    open({ onopen: (s) => s.close(code), onclose: (e) => (told = e) });
    is(`close ${code}`, told, code ?? 1001);
  }
}
