// A reset, and a server that breaks the protocol: error, then close with 1006.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

function ends(path) {
  return new Promise((resolve) => {
    const seen = [];
    const ws = new WebSocket(__ENV.URL + path);
    ws.onopen = () => ws.send('go');
    ws.onmessage = (e) => seen.push(e.data);
    ws.onerror = (e) => seen.push('error', e.error !== '');
    ws.onclose = (e) => { seen.push('close', e.code, e.wasClean); resolve(seen.join(' ')); };
  });
}

export default async function () {
  for (const path of ['/drop', '/rsv', '/badopcode', '/masked', '/badclose', '/longping', '/stray', '/badutf8']) console.log(await ends(path));
// want: error true close 1006 false
// want: error true close 1006 false
// want: error true close 1006 false
// want: error true close 1006 false
// want: error true close 1006 false
// want: error true close 1006 false
// want: error true close 1006 false
// want: error true close 1006 false
}
// want metric: ws_msgs_received 0
// want metric: ws_errors{phase:close,code:reset} 1
// want metric: ws_errors{phase:protocol,code:malformed} 6
// want metric: ws_errors{phase:protocol,code:invalid-data} 1
// want metric: ws_session_duration 8
// want metric: ws_open_sockets 0
