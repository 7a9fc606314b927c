// A close by the server: its code goes to close, and all but 1000 and 1001 are an error first.
// env: URL={{URL}}
import ws from 'k6/ws';

function ends(path) {
  const seen = [];
  ws.connect(__ENV.URL + path, (socket) => {
    socket.on('open', () => socket.send('go'));
    socket.on('error', (e) => seen.push(e.error(), `${e}` === e.error(), e.code, e.text, e.message));
    socket.on('close', (code) => seen.push('close', code));
  });
  console.log(seen.join(' | '));
}

export default function () {
  ends('/close?code=1000');
// want: close | 1000
  ends('/close?code=1001');
// want: close | 1001
  ends('/close?code=1011&reason=oops');
// want: websocket: close 1011 (internal server error): oops | true | 1011 | oops |  | close | 1011
  ends('/close?code=4000');
// want: websocket: close 4000 | true | 4000 |  |  | close | 4000
  ends('/close-empty');
// want: websocket: close 1005 (no status) | true | 1005 |  |  | close | 1005
  ends('/eof');
// want: websocket: close 1006 (abnormal closure): unexpected EOF | true | 1006 | unexpected EOF |  | close | 1006
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
