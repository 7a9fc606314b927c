import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
export default async function () {
  const order = [];
  const p = http.asyncRequest('GET', `${H}/status/200`).then((r) => order.push(r.status));
  order.push('begun');
  await p;
  const all = await Promise.all([201, 202, 203].map((n) => http.asyncRequest('GET', `${H}/status/${n}`)));
  console.log(order.join(), all.map((r) => r.status).join(), (await http.asyncRequest('GET', `${H}/drop`)).error);
}
