import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
export default function () {
  for (const f of [() => http.get(`${H}/half`, { throw: true }), () => http.get('x', { throw: true }), () => http.get(`${H}/status/404`, { throw: true }).status]) {
    try { console.log(f()); } catch (e) { console.log(`${e}`); }
  }
}
