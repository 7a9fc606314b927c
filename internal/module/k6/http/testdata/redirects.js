// Redirects are followed, each hop counted on its own.
// env: URL={{URL}}
import http from 'k6/http';

export default function () {
  const U = __ENV.URL;
  const r = http.get(`${U}/redirect/3`);
  console.log(r.status, r.body, r.url.replace(U, ''), r.request.url.replace(U, ''));
// want: 200 end GET hop3=v; hop2=v; hop1=v /redirect/0?code=302 /redirect/3
  const far = http.get(`${U}/redirect/12`);
// want warning: Stopped after 11 redirects and returned the redirection
  console.log(far.status, far.url.replace(U, ''), far.error_code);
// want: 302 /redirect/2?code=302 0
  console.log(http.get(`${U}/redirect/2`, { redirects: 0 }).status, http.get(`${U}/redirect/2`, { redirects: 1 }).url.replace(U, ''));
// want: 302 /redirect/1?code=302
  http.cookieJar().clear(`${U}/redirect/1`);
  console.log(http.post(`${U}/redirect/1?code=307`, 'b').body, http.post(`${U}/redirect/1`, 'b').body);
// want: end POST hop1=v end GET hop1=v
}
// want metric: http_reqs 22
// want metric: http_reqs{status:302} 18
