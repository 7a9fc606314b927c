// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
function visit(path) {
  return new Promise((done) => {
    const s = new WebSocket(__ENV.URL + path);
    s.onopen = () => s.send('go');
    s.onerror = (e) => console.log('error', e.error.length > 0);
    s.onmessage = () => console.log('never');
    s.onclose = (e) => { console.log('close', e.code, e.wasClean); done(); };
  });
}
export default async function () {
  for (const p of ['/drop', '/rsv', '/badopcode', '/masked', '/badutf8']) await visit(p);
}
// want: error true
// want: close 1006 false
// want: error true
// want: close 1006 false
// want: error true
// want: close 1006 false
// want: error true
// want: close 1006 false
// want: error true
// want: close 1006 false
