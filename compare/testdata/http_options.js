import http from 'k6/http';
export const options = { vus: 1, iterations: 1, discardResponseBodies: true, maxRedirects: 1, batch: 1, noConnectionReuse: true };
export default function () {
  const H = __ENV.HTTP;
  console.log(http.get(`${H}/cookies`).body, http.get(`${H}/cookies`, { responseType: 'text' }).body, http.get(`${H}/redirect/3`).status);
  console.log(http.batch([`${H}/status/200`, `${H}/status/201`]).map((r) => r.status).join(), http.get(`${H}/status/200`).timings.connecting > 0);
}
