// differs: says nothing in the log: log warning
// differs: failed dials: ws_session_duration
import ws from 'k6/ws';
export const options = { blockHostnames: ['*.blocked.test'], blacklistIPs: ['10.0.0.0/8'], hosts: { 'alias.test': '127.0.0.1' }, vus: 1, iterations: 1 };
export default function () {
  for (const url of ['ws://a.blocked.test/', 'ws://10.1.2.3/', __ENV.DEAD.replace('127.0.0.1', 'alias.test')]) { console.log(url.slice(0, 14), ws.connect(url, () => {}).error); }
  console.log(ws.connect(__ENV.URL.replace('127.0.0.1', 'alias.test') + '/count?n=1', () => {}).status);
}
