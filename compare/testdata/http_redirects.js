import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
export default function () {
  const r = http.get(`${H}/redirect/3`);
  console.log(r.status, r.body, r.url, r.request.url);
  console.log(http.get(`${H}/redirect/12`).url, http.get(`${H}/redirect/2`, { redirects: 0 }).status, http.get(`${H}/redirect/2`, { redirects: 1 }).url);
  console.log(http.post(`${H}/redirect/1?code=307`, 'b').body.slice(0, 8), http.post(`${H}/redirect/1`, 'b').body.slice(0, 8));
}
