import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
const sent = (params) => http.get(`${H}/echo`, params).json('headers.Cookie.0');
export default function () {
  http.get(`${H}/cookies`);
  console.log(sent(), sent({ cookies: { a: { value: '9', replace: true } } }), sent({ headers: { Cookie: 'h=1' } }));
  const jar = http.cookieJar();
  jar.set(H, 'mine', 'v', { path: '/deep', max_age: 100 });
  console.log(JSON.stringify(jar.cookiesForURL(`${H}/deep/er`).mine), JSON.stringify(jar.cookiesForURL(H)));
  jar.delete(H, 'a');
  console.log(sent());
  const other = new http.CookieJar();
  other.set(H, 'o', '1');
  console.log(sent({ jar: other }), sent());
  try { jar.set(H, 'a', 'b', { expires: 'zz' }); } catch (e) { console.log(`${e}`); }
}
