// differs: pings and close frames: ws_msgs_sent
// differs: also for failed dials: ws_session_duration
// differs: says nothing in the log: bad handshake
// ignore: setup_data
import http from 'k6/http';
import ws from 'k6/ws';
import { WebSocket } from 'k6/websockets';
import { check, fail } from 'k6';
const base = __ENV.URL.replace(/^ws/, 'http');
export const options = { iterations: 2, thresholds: { checks: ['rate==1'], 'http_req_failed{name:login}': ['rate==0'], 'http_reqs{name:login}': ['count==3'] } };
export function setup() {
  const res = http.post(`${base}/login`, { name: 'ann', password: 'x' }, { tags: { name: 'login' } });
  console.log(res.status, Object.keys(res.cookies).join(), typeof res.body);
  let body; try { body = res.json(); } catch (e) { console.log(`${e}`.slice(0, 40)); }
  console.log(Object.keys(body || {}).sort().join());
  return { token: body && body.token, names: Object.keys(res.cookies) };
}
export default function (data) {
  const login = http.post(`${base}/login`, { name: 'ann', password: 'x' }, { tags: { name: 'login' } });
  if (!check(login, { 'logged in': (r) => r.status === 200, 'has token': (r) => r.json('token') !== undefined })) fail('no login');
  const token = login.json('token');
  const res = ws.connect(`${__ENV.URL}/members?token=${encodeURIComponent(token)}`, {}, (s) => {
    s.on('open', () => s.send('hello'));
    s.on('message', (m) => { console.log('ws', m); if (m === 'hello') s.close(1000); });
    s.on('error', (e) => console.log('error', e.error()));
  });
  check(res, { in: (r) => r.status === 101 });
  const jar = new http.CookieJar();
  const bad = ws.connect(`${__ENV.URL}/members?token=wrong`, { jar }, () => {});
  console.log(bad.status, bad.error, JSON.stringify(bad.body), bad.headers['Content-Type']);
  const s = new WebSocket(`${__ENV.URL}/members?token=${token}`, null, { jar: http.cookieJar(), tags: { a: 'b' } });
  s.onmessage = (e) => { console.log('websockets', e.data); s.close(1000); };
  s.onerror = (e) => console.log(e.error);
  s.onclose = (e) => console.log('closed', e.code, data.token === token);
}
