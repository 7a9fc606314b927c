// Each function sends the method it is named after.
// env: URL={{URL}}
import http, { get, request } from 'k6/http';

export default function () {
  const url = `${__ENV.URL}/echo`;
  console.log(['get', 'post', 'put', 'patch', 'del', 'options'].map((name) => http[name](url).json('method')).join(' '));
// want: GET POST PUT PATCH DELETE OPTIONS
  const head = http.head(url);
  console.log(head.status, head.body === '', head.request.method);
// want: 200 true HEAD
  console.log(http.del(url, 'x').json('body'), http.options(url, 'y').json('body'));
// want: x y
  console.log(request('purge', url).json('method'), request('get', url).json('method'), get(url).status);
// want: purge get 200
  get(url, null, 1);
// want warning: http.get only accepts a url and a params argument (2 arguments), but 3 were given
  const named = http.url`${__ENV.URL}/status/${200}`;
  console.log(named.name, named.url === `${__ENV.URL}/status/200`, http.get(named).status);
// want: ${}/status/${} true 200
  http.get(url, { tags: { name: 'mine', other: 'x' } });
}
// want metric: http_reqs{name:mine,url:mine,other:x} 1
// want metric: http_reqs 15
