// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  for (const q of ['/close?code=1000', '/close?code=1001', '/close?code=4001&reason=bye', '/close-empty', '/eof']) {
    ws.connect(__ENV.URL + q, function (socket) {
      socket.on('open', () => socket.send('go'));
      socket.on('error', (e) => console.log('error ' + e.error(), e.code));
      socket.on('close', (c) => console.log('close ' + c));
    });
  }
}
// want: close 1000
// want: close 1001
// want: error websocket: close 4001: bye 4001
// want: close 4001
// want: error websocket: close 1005 (no status) 1005
// want: close 1005
// want: error websocket: close 1006 (abnormal closure): unexpected EOF 1006
// want: close 1006
