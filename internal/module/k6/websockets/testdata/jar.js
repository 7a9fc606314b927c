// A jar of k6/http takes the place of the VU's, for the request and for the answer.
// env: URL={{URL}}
import http from 'k6/http';

const asked = (path, jar) => new Promise((resolve) => {
  const ws = new WebSocket(__ENV.URL + path, null, { jar });
  ws.onmessage = (e) => { ws.close(); resolve(e.data); };
  ws.onerror = () => resolve('refused');
});

export default async function () {
  const at = __ENV.URL.replace('ws:', 'http:'), jar = new http.CookieJar();
  jar.set(at, 'mine', '1');
  console.log(await asked('/cookie?name=set&value=2', jar), JSON.stringify(jar.cookiesForURL(at)));
// want: mine=1 {"mine":["1"],"set":["2"]}
  await asked('/cookie?name=late&value=3&status=401', jar);
  console.log(Object.keys(jar.cookiesForURL(at)).sort().join(), JSON.stringify(http.cookieJar().cookiesForURL(at)));
// want: late,mine,set {}
  await asked('/cookie?name=vu&value=4', http.cookieJar());
  console.log(await asked('/cookie'), await asked('/cookie', { jar: 'none' }), await asked('/cookie', null));
// want: vu=4 vu=4; session=abc vu=4; session=abc
}
