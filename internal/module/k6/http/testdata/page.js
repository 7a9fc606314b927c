// An answer as a page: its document, its forms, its links.
// env: URL={{URL}}
import http, { file } from 'k6/http';

const said = (f) => { try { const r = f(); console.log(typeof r === 'object' ? tell(r) : r); } catch (e) { console.log('throws', `${e}`.replace(__ENV.URL, '')); } };
const tell = (r) => {
  if (!r.body || r.body[0] !== '{') return `${r.status} ${r.url.replace(__ENV.URL, '')} ${r.request.method} ${r.request.body}`;
  const seen = r.json();
  return `${seen.method} ${seen.url} ${seen.body} ${seen.headers['Content-Type']} ${r.url.split('#')[1]}`;
};

export default function () {
  const page = http.get(`${__ENV.URL}/dir/page`), empty = http.get(`${__ENV.URL}/empty`), none = http.get(`${__ENV.URL}/dir/page`, { responseType: 'none' });
  const binary = http.get(`${__ENV.URL}/dir/page`, { responseType: 'binary' }), lost = http.get('http://127.0.0.1:1/');
  said(() => page.html().find('form').size());
// want: 4
  said(() => page.html('a').first().text());
// want: x
  said(() => page.html('a').get(1).href().replace(__ENV.URL, ''));
// want: /echo?x=1#y
  said(() => page.html('a').get(1).origin() === __ENV.URL);
// want: true
  said(() => page.html('form').get(1).action().replace(__ENV.URL, ''));
// want: /echo?old=1#frag
  said(() => page.html('form').url.replace(__ENV.URL, ''));
// want: /dir/page
  said(() => page.html('[').size() + page.html(null).size() + page.html(1).size());
// want: 0
  said(() => binary.html('a').size());
// want: 6
  said(() => empty.html().size());
// want: 1
  said(() => none.html());
// want: throws GoError: the body is null so we can't transform it to HTML - this likely was because of a request error getting the response
  said(() => lost.html());
// want: throws GoError: the body is null so we can't transform it to HTML - this likely was because of a request error getting the response
  said(() => page.submitForm());
// want: POST /echo?old=1 a=1&c=on&h=x+y&s1=go1 application/x-www-form-urlencoded undefined
  said(() => page.submitForm({ formSelector: '#post', submitSelector: '[name=s2]' }));
// want: POST /echo?old=1 a=1&c=on&h=x+y&s2=go2 application/x-www-form-urlencoded undefined
  said(() => page.submitForm({ formSelector: '#post', submitSelector: '#nothing' }));
// want: POST /echo?old=1 a=1&c=on&h=x+y application/x-www-form-urlencoded undefined
  said(() => page.submitForm({ formSelector: '#post', fields: { a: 'new', extra: [1, 2], n: null } }));
// want: POST /echo?old=1 a=new&c=on&extra=1&extra=2&h=x+y&n=&s1=go1 application/x-www-form-urlencoded undefined
  said(() => page.submitForm({ formSelector: '#post', params: { headers: { 'Content-Type': 'text/x' } } }));
// want: POST /echo?old=1 a=1&c=on&h=x+y&s1=go1 text/x undefined
  said(() => /^POST .*name="up"; filename="f.txt"/s.test(tell(page.submitForm({ formSelector: '#post', fields: { up: file('x', 'f.txt') } }))));
// want: true
  said(() => page.submitForm({ formSelector: '#get' }));
// want: GET /echo?a=1+2&a=3  undefined frag
  said(() => page.submitForm({ formSelector: '#get', submitSelector: 'button', fields: { a: 'q', list: [1, 2] } }));
// want: GET /echo?a=q&b=&list=1&list=2  undefined frag
  said(() => page.submitForm({ formSelector: '#here' }));
// want: 200 /dir/page POST z=9
  said(() => page.submitForm({ formSelector: '#put' }));
// want: PUT /echo z=9 application/x-www-form-urlencoded undefined
  said(() => page.submitForm({ formSelector: '#nothing' }));
// want: throws GoError: no form found for selector '#nothing' in response '/dir/page'
  said(() => page.submitForm({ formSelector: 5, fields: 5 }));
// want: throws GoError: no form found for selector '5' in response '/dir/page'
  said(() => page.submitForm(null));
// want: throws TypeError: Cannot convert undefined or null to object
  said(() => none.submitForm());
// want: throws GoError: the body is null so we can't transform it to HTML - this likely was because of a request error getting the response
  said(() => empty.submitForm());
// want: throws GoError: no form found for selector 'form' in response '/empty'
  said(() => page.clickLink());
// want: 201 /status/201 GET 
  said(() => page.clickLink({ selector: '#rel', params: { tags: { name: 'followed' } } }));
// want: GET /echo?x=1  undefined y
  said(() => page.clickLink({ selector: '#self' }).url === page.url);
// want: true
  said(() => page.clickLink({ selector: '#js' }).error);
// want: unsupported protocol scheme "javascript"
  said(() => page.clickLink({ selector: '#none' }));
// want: throws GoError: no valid href attribute value found on element '#none' in response '/dir/page'
  said(() => page.clickLink({ selector: '#bad' }));
// want: throws GoError: parse "http://%zz/": invalid URL escape "%zz"
  said(() => page.clickLink({ selector: '#nothing' }));
// want: throws GoError: no element found for selector '#nothing' in response '/dir/page'
  said(() => page.clickLink({ selector: 5 }));
// want: throws GoError: no element found for selector '5' in response '/dir/page'
  said(() => page.clickLink(null));
// want: throws TypeError: Cannot convert undefined or null to object
  said(() => lost.clickLink());
// want: throws GoError: the body is null so we can't transform it to HTML - this likely was because of a request error getting the response
  said(() => empty.clickLink());
// want: throws GoError: no element found for selector 'a[href]' in response '/empty'
  said(() => (() => { page.body = '<a href=/echo>n</a>'; return page.clickLink(); })());
// want: GET /echo  undefined undefined
// want metric: http_reqs{name:followed} 1
}
