// A server that breaks the protocol: error and close as k6 has them; text that is not UTF-8 is 1007.
// env: URL={{URL}}
import ws from 'k6/ws';

function ends(path) {
  const seen = [];
  ws.connect(__ENV.URL + path, (socket) => {
    socket.on('open', () => socket.send('go'));
    socket.on('message', (text) => seen.push(text));
    socket.on('error', (e) => seen.push(e.error()));
    socket.on('close', (code) => seen.push('close', code));
  });
  return seen.join(' | ');
}

export default function () {
  for (const path of ['/rsv', '/badopcode', '/masked', '/badclose', '/longping', '/stray']) console.log(ends(path));
// want: websocket: close sent | close | 1001
// want: websocket: close sent | close | 1001
// want: websocket: close sent | close | 1001
// want: websocket: close sent | close | 1001
// want: websocket: close sent | close | 1001
// want: websocket: close sent | close | 1001
  const text = ends('/badutf8');
  console.log(text.startsWith('websocket: close 1007 (invalid payload data)'), text.endsWith('| close | 1007'));
// want: true true
}
// want metric: ws_msgs_received 0
// want metric: ws_errors{phase:protocol,code:malformed} 6
// want metric: ws_errors{phase:protocol,code:invalid-data} 1
// want metric: ws_session_duration 7
