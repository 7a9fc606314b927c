// A connection that is not made: error with the reason, close with 1006, an attempt counted, and no session.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

function fails(url) {
  return new Promise((resolve) => {
    const ws = new WebSocket(url);
    ws.onopen = () => console.log('never');
    ws.onerror = (e) => console.log(e.type, e.error, e.message, ws.readyState);
    ws.onclose = (e) => { console.log(e.code, `/${e.reason}/`, e.wasClean, ws.readyState); resolve(); };
  });
}

export default async function () {
  await fails('ws://127.0.0.1:1/');
// want: error dial tcp 127.0.0.1:1: connect: connection refused dial tcp 127.0.0.1:1: connect: connection refused 3
// want: 1006 // false 3
  await fails(`${__ENV.URL}/status?code=404`);
// want: error websocket: bad handshake websocket: bad handshake 3
// want: 1006 // false 3
  await fails(`${__ENV.URL}/badaccept`);
// want: error websocket: bad handshake websocket: bad handshake 3
// want: 1006 // false 3
}
// want metric: ws_sessions 3
// want metric: ws_sessions{status:404} 1
// want metric: ws_connecting 3
// want metric: ws_session_duration 0
// want metric: ws_errors{phase:tcp,code:refused} 1
// want metric: ws_errors{phase:upgrade,code:status-404} 1
// want metric: ws_open_sockets 0
