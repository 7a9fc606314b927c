// batch gives answers in the shape of what was asked.
// env: URL={{URL}}
import http from 'k6/http';

export default function () {
  const U = __ENV.URL;
  const list = http.batch([`${U}/status/200`, ['POST', `${U}/echo`, 'x', { tags: { q: '1' } }], { method: 'put', url: `${U}/echo`, body: 'y' }, http.url`${U}/status/${201}`]);
  console.log(Array.isArray(list), list.map((r) => r.status).join(), list[1].json('body'), list[2].json('method'));
// want: true 200,200,200,201 x PUT
  const named = http.batch({ a: `${U}/status/200`, b: { url: `${U}/status/202` } });
  console.log(Object.keys(named).join(), named.b.status);
// want: a,b 202
  console.log(JSON.stringify(http.batch([])), JSON.stringify(http.batch({})));
// want: [] {}
  const mixed = http.batch([5, ['GET'], {}, `${U}/status/500`]);
// want warning: A batch request failed
  console.log(mixed.map((r) => `${r.error_code} ${r.error}`).join(' | '));
// want: 1020 invalid URL: '#5' | 0 invalid batch request '[]interface {}{"GET"}' | 0 batch request 2 doesn't have a url key | 1500 
  for (const f of [() => http.batch(), () => http.batch(5), () => http.batch([['GET', 'http://127.0.0.1:1/', null, { throw: true }]])]) {
    try { f(); } catch (e) { console.log(`${e}`); }
  }
// want: GoError: no argument was provided to http.batch()
// want: GoError: invalid http.batch() argument type int64
// want: GoError: Get "http://127.0.0.1:1/": dial tcp 127.0.0.1:1: connect: connection refused
}
// want metric: http_reqs{q:1} 1
