// What no connection is tried for is the result's error.
import ws from 'k6/ws';

export default function () {
  for (const url of ['http://127.0.0.1:1/', '', undefined, '://', 'ws://127.0.0.1:1/%zz']) {
    const res = ws.connect(url, () => console.log('never'));
    console.log(res.status, res.error, JSON.stringify(res.headers));
  }
// want: 0 malformed ws or wss URL {}
// want: 0 malformed ws or wss URL {}
// want: 0 malformed ws or wss URL {}
// want: 0 parse "://": missing protocol scheme {}
// want: 0 parse "ws://127.0.0.1:1/%zz": invalid URL escape "%zz" {}
}
// want metric: ws_sessions 5
// want metric: ws_session_duration 0
// want metric: ws_errors{phase:upgrade,code:url} 5
