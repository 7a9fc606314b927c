// ways: plain deflate
// checks: 4
// pings: 3
// closes: 1000=1
import { open } from './open.js';
import { is } from '../lib.js';

export default function () {
  const log = [];
  open({
    onopen: (s) => {
      s.ping();
      s.ping();
      s.say('!ping from the server');
    },
    onping: () => log.push('ping'),
    onpong: () => log.push('pong'),
    onmessage: (d, s) => {
      if (d === 'last') return s.close(1000);
      is('the server heard our pong', d, 'pong from the server');
      s.ping();
      s.say('last');
    },
    onclose: () => {
      is('pongs', log.filter((x) => x === 'pong').length, 3);
      is('pings', log.filter((x) => x === 'ping').length, 1);
      is('the first answer', log[0], 'pong');
    },
  });
}
