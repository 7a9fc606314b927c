import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
export default function () {
  const b = http.get(`${H}/cookies`, { responseType: 'binary' });
  console.log(b.body instanceof ArrayBuffer, b.body.byteLength, http.get(`${H}/cookies`, { responseType: 'none' }).body, http.get(`${H}/gzip`).body.length);
  const r = http.get(`${H}/json`);
  for (const path of ['a.b.#', 'a.b.2.c', 'n', 't', 's', 'big', 'nope', 'a', 'a.b']) { console.log(path, JSON.stringify(r.json(path))); }
  console.log(JSON.stringify(r.json().a), http.get(H.replace('//', '//u:p%40@') + '/basic').body);
  try { http.get(`${H}/gzip`).json(); } catch (e) { console.log(`${e}`); }
  try { http.get(`${H}/json`, { responseType: 'none' }).json(); } catch (e) { console.log(`${e}`); }
}
