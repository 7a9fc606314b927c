// Listeners and the handler run in the order they were added.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const s = new WebSocket(__ENV.URL + '/echo');
  const log = [];
  const twice = () => log.push('twice');
  const gone = () => log.push('gone');
  s.addEventListener('open', () => log.push('first'));
  s.onopen = function () { log.push('attribute:' + (this === s)); s.close(); };
  s.addEventListener('open', twice);
  s.addEventListener('open', twice);
  s.addEventListener('open', gone);
  s.removeEventListener('open', gone);
  s.addEventListener('close', () => log.push('once'), { once: true });
  s.addEventListener('open', { handleEvent(e) { log.push('object:' + e.type); } });
  s.addEventListener('close', () => console.log(log.join(' ')));
}
// want: first attribute:true twice object:open once
