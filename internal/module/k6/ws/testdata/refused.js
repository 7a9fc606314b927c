// A connection that is refused: a warning, a result, an attempt counted, and no session.
import ws from 'k6/ws';

export default function () {
  const res = ws.connect('ws://127.0.0.1:1/', null, () => console.log('never'));
  console.log(JSON.stringify(res));
// want: {"url":"","status":0,"headers":{},"body":"","error":"dial tcp 127.0.0.1:1: connect: connection refused"}
// want warning: Attempt to establish a WebSocket connection failed: dial tcp 127.0.0.1:1: connect: connection refused
}
// want metric: ws_sessions{url:ws://127.0.0.1:1/} 1
// want metric: ws_sessions{status:101} 0
// want metric: ws_connecting 1
// want metric: ws_session_duration 0
// want metric: ws_errors{phase:tcp,code:refused} 1
// want metric: ws_open_sockets 0
