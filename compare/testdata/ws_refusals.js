// differs: failed dials: ws_session_duration
// differs: says nothing in the log: log warning
import ws from 'k6/ws';
export default function () {
  for (const path of ['/nowhere', '/status?code=302', '/status?code=500', '/status?code=401', '/', '/close?code=1006']) {
    const r = ws.connect(__ENV.URL + path, () => console.log('never'));
    console.log(path, r.status, r.url, r.error, r.body.length, r.body.slice(0, 20), r.headers['Content-Type']);
  }
}
