// ways: plain deflate
// checks: 1
// closes: 1005=1
// not: websockets: it answers a close frame without a code by 1000
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  open({
    onopen: (s) => s.close(),
    onclose: (e) => is('close', `${e.code} ${e.reason} ${e.wasClean}`, '1005  true'),
  });
}
