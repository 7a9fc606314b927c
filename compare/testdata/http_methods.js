import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
export default function () {
  for (const name of ['get', 'post', 'put', 'patch', 'del', 'options']) {
    const e = http[name](`${H}/echo`).json();
    console.log(name, e.method, e.body, e.length, JSON.stringify(e.headers));
  }
  console.log(http.head(`${H}/echo`).status, http.request('PURGE', `${H}/echo`).json('method'), http.request('get', `${H}/echo`).json('method'));
  http.get(`${H}/echo`, null, 1);
}
