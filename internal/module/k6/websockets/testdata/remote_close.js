// A close by the server: its code and reason. Only a connection that failed has an error first.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

function ends(path) {
  return new Promise((resolve) => {
    const seen = [];
    const ws = new WebSocket(__ENV.URL + path);
    ws.onopen = () => ws.send('go');
    ws.onmessage = (e) => seen.push(e.data);
    ws.onerror = (e) => seen.push(e.error, ws.readyState);
    ws.onclose = (e) => { seen.push('close', e.code, e.reason, e.wasClean); console.log(seen.join(' | ')); resolve(); };
  });
}

export default async function () {
  await ends('/close?code=1000');
// want: close | 1000 |  | true
  await ends('/close?code=1001&reason=bye');
// want: close | 1001 | bye | true
  await ends('/close?code=1011&reason=oops');
// want: close | 1011 | oops | true
  await ends('/close?code=4000');
// want: close | 4000 |  | true
  await ends('/close-empty');
// want: close | 1005 |  | true
  await ends('/eof');
// want: websocket: close 1006 (abnormal closure): unexpected EOF | 3 | close | 1006 |  | false
}
// want metric: ws_session_duration 6
// want metric: ws_errors{phase:close,code:eof} 1
// want metric: ws_errors{phase:close,code:close-1011} 1
// want metric: ws_errors 2
// want metric: ws_closes 6
// want metric: ws_closes{code:1000} 1
// want metric: ws_closes{code:1011} 1
// want metric: ws_closes{code:4000} 1
// want metric: ws_closes{code:1005} 1
// want metric: ws_closes{code:1006} 1
