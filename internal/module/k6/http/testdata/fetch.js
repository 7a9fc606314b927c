// fetch over the client, the jar and the metrics of k6/http.
// env: URL={{URL}}
// env: TLS={{TLS}}
import http from 'k6/http';

const U = __ENV.URL;
const at = (url) => url.replace(U, 'U');
const fails = async (what, f) => {
  try {
    console.log(what, 'gives', (await f()).status);
  } catch (e) {
    console.log(what, e.name ?? e, `${e.message ?? ''}`.replaceAll(U, 'U'), e.cause !== undefined);
  }
};

fetch(U).catch((e) => console.log(e.message));
// want: fetch failed: there are no requests in the init context; fetch in setup() or in an iteration

export default async function () {
  const echo = await fetch(`${U}/echo?a=1#f`, { method: 'post', body: 'é', headers: { 'X-A': 'b', Host: 'named.test' } });
  const seen = await echo.json();
  console.log(echo.status, echo.ok, echo.statusText, at(echo.url), echo.type, echo.redirected, echo.headers.get('Content-Type'));
// want: 200 true OK U/echo?a=1 basic false application/json
  console.log(seen.method, seen.url, seen.host, seen.body, seen.length ?? seen.content_length, JSON.stringify(seen.header ?? seen.headers));
// want: POST /echo?a=1 named.test é 2 {"Content-Length":["2"],"Content-Type":["text/plain;charset=UTF-8"],"User-Agent":["volley-test"],"X-A":["b"]}
  const bare = await (await fetch(`${U}/echo`)).json();
  console.log(bare.method, bare.body === '');
// want: GET true
  const stream = await fetch(`${U}/echo`, { method: 'PUT', body: new Blob(['one ', 'two']).stream(), duplex: 'half' });
  console.log((await stream.json()).body);
// want: one two
  const form = new FormData();
  form.append('a', 'b');
  form.append('f', new Blob(['hey']), 'x.txt');
  console.log(/name="a"[^]*b[^]*name="f"; filename="x.txt"[^]*hey/.test((await (await fetch(`${U}/echo`, { method: 'POST', body: form })).json()).body));
// want: true

  const moved = await fetch(`${U}/redirect/2`);
  console.log(moved.status, moved.redirected, at(moved.url), await moved.text());
// want: 200 true U/redirect/0?code=302 end GET hop2=v; hop1=v
  const manual = await fetch(`${U}/redirect/2`, { redirect: 'manual' });
  console.log(manual.status, manual.redirected, at(manual.url), manual.headers.get('location'), manual.headers.getSetCookie().join());
// want: 302 false U/redirect/2 /redirect/1?code=302 hop2=v
  await fails('redirect: error', () => fetch(`${U}/redirect/2`, { redirect: 'error' }));
// want: redirect: error TypeError fetch failed: it is redirected false
  await fails('too many', () => fetch(`${U}/redirect/30`));
// want: too many TypeError fetch failed: it is redirected more than 20 times false

  await fetch(`${U}/cookies`);
  const kept = await (await fetch(`${U}/echo`)).json(), without = await (await fetch(`${U}/echo`, { credentials: 'omit' })).json();
  console.log(JSON.stringify((kept.header ?? kept.headers).Cookie), JSON.stringify((without.header ?? without.headers).Cookie), Object.keys(http.cookieJar().cookiesForURL(`${U}/`)).length > 0);
// want: ["a=1"] undefined true
  console.log((await (await fetch(`${U}/gzip`)).text()).length, (await fetch(`${__ENV.TLS}/status/418`)).status, (await fetch(`${U}/status/204`)).body, (await fetch(`${U}/echo`, { method: 'HEAD' })).body);
// want: 100 418 null null
  const all = await Promise.all([1, 2, 3].map(async (n) => (await (await fetch(`${U}/echo?n=${n}`)).json()).url));
  console.log(all.join());
// want: /echo?n=1,/echo?n=2,/echo?n=3

  await fails('refused', () => fetch('http://127.0.0.1:1/'));
// want: refused TypeError fetch failed: dial: connection refused true
  await fails('blocked', () => fetch('http://x.blocked.test/'));
// want: blocked TypeError fetch failed: hostname is blocked true
  await fails('half a body', () => fetch(`${U}/half`));
// want: half a body TypeError fetch failed: unexpected EOF true
  await fails('another scheme', () => fetch('data:text/plain,x'));
// want: another scheme TypeError fetch failed: data:text/plain,x is not http: or https: false
  await fails('relative', () => fetch('/x'));
// want: relative TypeError "/x" is no URL; a script has no address of its own, so it must be a whole one false
  await fails('nothing', () => fetch());
// want: nothing TypeError fetch: 1 argument required, but only 0 present. false
  await fails('aborted before', () => fetch(U, { signal: AbortSignal.abort('why') }));
// want: aborted before why  false
  const c = new AbortController();
  const never = fetch(`${U}/never`, { signal: c.signal });
  setTimeout(() => c.abort(), 20);
  await fails('aborted', () => never);
// want: aborted AbortError signal is aborted without reason false
  await fails('timed out', () => fetch(`${U}/never`, { signal: AbortSignal.timeout(20) }));
// want: timed out TimeoutError signal timed out false
  const request = new Request(`${U}/echo`, { method: 'POST', body: 'once' });
  console.log((await (await fetch(request.clone(), { headers: { y: 'z' } })).json()).body, request.bodyUsed, (await (await fetch(request)).json()).body, request.bodyUsed);
// want: once false once true
}
// want metric: http_reqs{expected_response:true} 41
