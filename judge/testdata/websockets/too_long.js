// ways: plain deflate fresh
// checks: 1
// closes: 1009=1
// loose: wire refused
// The server hears why.
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  const log = [];
  open({
    params: { maxMessageSize: 1000 },
    onopen: (s) => s.say('!push 1 1001'),
    onmessage: () => log.push('message'),
    onerror: () => log.push('error'),
    onclose: (e) => is('events', `${log} ${e.code} ${e.wasClean}`, 'error 1006 false'),
  });
}
