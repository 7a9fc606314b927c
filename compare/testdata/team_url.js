// differs: says nothing in the log: bad handshake
// differs: also for failed dials: ws_session_duration
import http from 'k6/http';
import ws from 'k6/ws';
export const options = { iterations: 1 };
const urls = (b) => [`${b}/echo?a=1&a=2&b=%20+%C3%A9`, `${b}//echo`, `${b}/echo#x?y`, `${b}/echo?q=é`, `${b}/%65cho`, `${b}/echo/../echo`, `${b}/echo?x="<>\``, b, `${b}?a`];
export default function () {
  for (const u of urls(__ENV.URL)) { const r = ws.connect(u, {}, (s) => s.on('open', () => s.close(1000))); console.log(r.status, r.url === u, r.error); }
  const q = http.url`${__ENV.HTTP}/status/${200}`; console.log(http.get(q).status);
}
