// asyncRequest gives a promise, and requests overlap.
// env: URL={{URL}}
import http from 'k6/http';

export default async function () {
  const U = __ENV.URL;
  const order = [];
  const first = http.asyncRequest('GET', `${U}/status/200`).then((r) => order.push(r.status));
  order.push('begun');
  await first;
  console.log(order.join());
// want: begun,200
  const all = await Promise.all([201, 202, 203].map((n) => http.asyncRequest('GET', `${U}/status/${n}`)));
  console.log(all.map((r) => r.status).join());
// want: 201,202,203
  const bad = await http.asyncRequest('GET', 'http://127.0.0.1:1/');
// want warning: Request Failed
  console.log(bad.error_code);
// want: 1212
  await http.asyncRequest('GET', 'http://127.0.0.1:1/', null, { throw: true }).catch((e) => console.log(`${e}`));
// want: GoError: Get "http://127.0.0.1:1/": dial tcp 127.0.0.1:1: connect: connection refused
  console.log((await http.asyncRequest('GET', 5)).error);
// want: invalid URL: '#5'
}
// want metric: http_reqs 6
