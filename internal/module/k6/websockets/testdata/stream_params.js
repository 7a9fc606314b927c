// A stream takes a jar of k6/http, and the subprotocol must be one that was asked for.
// env: URL={{URL}}
import http from 'k6/http';

export default async function () {
  const at = __ENV.URL.replace('ws:', 'http:'), jar = new http.CookieJar();
  jar.set(at, 'mine', '1');
  const wss = new WebSocketStream(`${__ENV.URL}/cookie?name=set&value=2`, { jar });
  const { readable } = await wss.opened;
  console.log((await readable.getReader().read()).value, JSON.stringify(jar.cookiesForURL(at)), JSON.stringify(http.cookieJar().cookiesForURL(at)));
// want: mine=1 {"mine":["1"],"set":["2"]} {}
  wss.close();
  await wss.closed;
  const refused = new WebSocketStream(`${__ENV.URL}/echo`, { protocols: ['a'] });
  refused.closed.catch(() => {});
  await refused.opened.catch((e) => console.log(e.name));
// want: WebSocketError
}
