import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
const tell = (url, params) => { const r = http.get(url, params); console.log(url, r.status, r.error_code, r.error, r.status && r.body); };
export default function () {
  tell(`${H}/never`, { timeout: 100 });
  tell(`${H}/drop`);
  tell(`${H}/half`);
  tell(`${H}/lies`);
  tell('foo');
  tell('ftp://x/');
  tell('http://%41:8080/');
  tell(`${H}/echo`, { responseType: 'bad' });
  tell(`${H}/echo`, { timeout: 'x' });
  tell(`${H}/echo`, { compression: 'x' });
  tell(`${H}/echo`, { responseCallback: 5 });
  tell(`${H}/echo`, { tags: { a: {} } });
  tell(`${H}/echo`, { headers: { 'a b': 'c' } });
}
