import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
export default function () {
  const u = http.url`${H}/status/${200}`;
  console.log(JSON.stringify(u), http.get(u).status);
  http.get(`${H}/status/200`, { tags: { name: 'mine', other: 'x' } });
}
