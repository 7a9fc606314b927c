// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
function visit(path) {
  return new Promise((done) => {
    const s = new WebSocket(__ENV.URL + path);
    s.onopen = () => s.send('go');
    s.onerror = (e) => console.log('error', e.error);
    s.onclose = (e) => { console.log('close', e.code, e.reason, e.wasClean); done(); };
  });
}
export default async function () {
  await visit('/close?code=1000&reason=fine');
  await visit('/close?code=1001&reason=x');
  await visit('/close?code=4001&reason=bye');
  await visit('/close-empty');
  await visit('/eof');
}
// want: close 1000 fine true
// want: close 1001 x true
// want: error websocket: close 4001: bye
// want: close 4001 bye true
// want: error websocket: close 1005 (no status)
// want: close 1005  true
// want: error websocket: close 1006 (abnormal closure): unexpected EOF
// want: close 1006  false
