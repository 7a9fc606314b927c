import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
export default function () {
  const r = http.get(`${H}/cookies`);
  console.log(r.status, r.status_text, r.proto, r.body, r.error, r.error_code, r.url, r.remote_ip);
  console.log(JSON.stringify(r.cookies.a), r.headers['X-Two'], Object.keys(r.timings).join());
  console.log(r.request.method, r.request.url, r.request.body, JSON.stringify(r.request.cookies), JSON.stringify(r.ocsp));
  console.log(JSON.stringify(http.get(`${H}/echo`).json('headers')));
}
