// The tags of all samples of a socket: those of the moment it was made, and the script's.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';
import exec from 'k6/execution';
import { group } from 'k6';

export default function () {
  exec.vu.metrics.tags.before = 'yes';
  let ws;
  group('g', () => { ws = new WebSocket(`${__ENV.URL}/echo`, null, { tags: { own: 1, name: 'short' } }); });
  exec.vu.metrics.tags.late = 'yes';
  ws.onopen = () => { ws.send('x'); ws.ping(); };
  ws.onmessage = () => ws.close();
}
// want metric: ws_sessions{own:1,name:short,url:short,before:yes,group:::g} 1
// want metric: ws_sessions{late:yes} 0
// want metric: ws_msgs_sent{own:1,name:short,group:::g} 1
// want metric: ws_msgs_received{own:1,name:short,group:::g} 1
// want metric: ws_session_duration{own:1,name:short,group:::g} 1
