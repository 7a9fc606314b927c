// differs: an empty text: console info:   undefined -1
// differs: an empty text: console info:   undefined 0
import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
const echo = (body, params) => { const r = http.post(`${H}/echo`, body, params); const e = r.error ? {} : r.json(); console.log(r.error, e.body, JSON.stringify(e.headers && e.headers['Content-Type']), e.length); };
export default function () {
  echo('text');
  echo('');
  echo({ a: 1, b: ['x', 'y'], s: 'é &=', t: true });
  echo({ a: 1 }, { headers: { 'content-type': 'mine' } });
  echo(new Uint8Array([104, 105]).buffer);
  echo(new Uint8Array([65, 66]));
  echo(JSON.stringify({ a: 1 }), { headers: { 'Content-Type': 'application/json' } });
  echo('x', { cookies: { k: 'v' } });
  const form = http.post(`${H}/echo`, { f: http.file('data', 'a.txt', 'text/x') }).json();
  console.log(form.body.replaceAll(/-{2}[0-9a-f]{60}/g, 'B'), form.length);
}
