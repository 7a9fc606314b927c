// A server that answers no 101: the result has its answer.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  const res = ws.connect(`${__ENV.URL}/status?code=403`, () => console.log('never'));
  console.log(res.status, res.headers['Content-Type'], JSON.stringify(res.body), `/${res.url}${res.error}/`);
// want: 403 text/plain "refused: Forbidden\n" //
// want warning: Attempt to establish a WebSocket connection failed: websocket: bad handshake
  console.log(ws.connect(`${__ENV.URL}/badaccept`, () => console.log('never')).status);
// want: 101
  const garbage = ws.connect(`${__ENV.URL}/garbage`, () => console.log('never'));
  console.log(garbage.status, garbage.error !== '');
// want: 0 true
}
// want metric: ws_sessions{status:403} 1
// want metric: ws_errors{phase:upgrade,code:status-403,status:403} 1
// want metric: ws_errors{phase:upgrade} 3
// want metric: ws_session_duration 0
