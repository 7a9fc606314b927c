// The VU's jar, jars of one's own, and cookies of one request.
// env: URL={{URL}}
import http from 'k6/http';

const U = __ENV.URL;
const sent = (params) => http.get(`${U}/echo`, params).json('headers.Cookie.0');

export default function () {
  http.get(`${U}/cookies`);
  console.log(sent(), sent({ cookies: { x: '1', a: { value: '9', replace: true } } }), sent({ headers: { Cookie: 'h=1' } }));
// want: a=1 x=1; a=9 h=1; a=1
  const jar = http.cookieJar();
  jar.set(U, 'mine', 'v', { path: '/deep', max_age: 100 });
  jar.set(U, 'n', 5);
  console.log(JSON.stringify(jar.cookiesForURL(`${U}/deep/er`)), JSON.stringify(jar.cookiesForURL(U)));
// want: {"mine":["v"],"a":["1"],"n":["5"]} {"a":["1"],"n":["5"]}
  jar.delete(U, 'n');
  jar.delete(`${U}/deep`, 'mine');
  console.log(JSON.stringify(jar.cookiesForURL(`${U}/deep`)));
// want: {"a":["1"]}
  jar.clear(U);
  console.log(JSON.stringify(jar.cookiesForURL(U)), sent());
// want: {} undefined
  const other = new http.CookieJar();
  other.set(U, 'o', '1');
  console.log(sent({ jar: other }), sent(), other instanceof http.CookieJar, jar instanceof http.CookieJar);
// want: o=1 undefined true true
  for (const f of [() => jar.set(U, 'a', 'b', { expires: 'zz' }), () => jar.cookiesForURL('%zz')]) {
    try { f(); } catch (e) { console.log(`${e}`); }
  }
// want: GoError: unable to parse "expires" date string "zz": parsing time "zz" as "Mon, 02 Jan 2006 15:04:05 MST": cannot parse "zz" as "Mon"
// want: GoError: parse "%zz": invalid URL escape "%zz"
}
