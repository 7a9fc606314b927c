// The tags of all samples of a session: those of the moment it began, and the script's.
// env: URL={{URL}}
import ws from 'k6/ws';
import exec from 'k6/execution';
import { group } from 'k6';

export default function () {
  exec.vu.metrics.tags.before = 'yes';
  group('g', () => {
    ws.connect(`${__ENV.URL}/echo`, { tags: { own: 1, name: 'short' } }, (socket) => {
      exec.vu.metrics.tags.late = 'yes';
      socket.on('open', () => { socket.send('x'); socket.ping(); });
      socket.on('message', () => socket.close());
    });
  });
}
// want metric: ws_sessions{own:1,name:short,url:{{URL}}/echo,before:yes,group:::g} 1
// want metric: ws_sessions{late:yes} 0
// want metric: ws_msgs_sent{own:1,name:short,group:::g} 1
// want metric: ws_msgs_received{own:1,name:short,group:::g} 1
// want metric: ws_session_duration{own:1,name:short,group:::g} 1
// want metric: ws_connecting{own:1,name:short,group:::g} 1
