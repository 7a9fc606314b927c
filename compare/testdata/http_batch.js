import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
export default function () {
  const list = http.batch([`${H}/status/200`, ['POST', `${H}/echo`, 'x', { tags: { q: '1' } }], { method: 'PUT', url: `${H}/echo`, body: 'y' }]);
  console.log(Array.isArray(list), list.map((r) => r.status).join(), list[1].json('body'), list[2].json('method'));
  const named = http.batch({ a: `${H}/status/200`, b: { url: `${H}/status/202` } });
  console.log(Object.keys(named).join(), named.b.status, JSON.stringify(http.batch([])));
  console.log(http.batch([5])[0].error, http.batch([['GET']])[0].error, http.batch([{}])[0].error);
  for (const f of [() => http.batch(), () => http.batch(5), () => http.batch([['GET', `${H}/drop`, null, { throw: true }]])]) {
    try { f(); } catch (e) { console.log(`${e}`); }
  }
}
