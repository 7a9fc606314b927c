// Response types, compression both ways, JSON paths, credentials and HTTP/2.
// env: URL={{URL}}
// env: TLS={{TLS}}
import http from 'k6/http';

const U = __ENV.URL;

export default function () {
  const b = http.get(`${U}/cookies`, { responseType: 'binary' });
  console.log(b.body instanceof ArrayBuffer, b.body.byteLength, http.get(U, { responseType: 'none' }).body);
// want: true 6 null
  console.log(http.get(`${U}/gzip`).body.length);
// want: 100
  for (const how of ['gzip', 'deflate', 'br', 'zstd', 'gzip, br']) {
    const e = http.post(`${U}/echo`, 'a'.repeat(50), { compression: how }).json();
    console.log(e.headers['Content-Encoding'].join(), e.body !== 'a'.repeat(50));
  }
// want: gzip true
// want: deflate true
// want: br true
// want: zstd true
// want: gzip, br true
  const r = http.get(`${U}/echo`);
  console.log(r.json('method'), r.json('headers.User-Agent.0'), r.json('nope'), JSON.stringify(r.json('headers.User-Agent')), r.json() === r.json());
// want: GET volley-test undefined ["volley-test"] true
  console.log(http.get(U.replace('//', '//u:p%40@') + '/basic').body);
// want: u:p@
  console.log(http.get(`${U}/echo`, { headers: { Host: 'foo.bar', n: 5 } }).json('host'));
// want: foo.bar
  const s = http.get(`${__ENV.TLS}/echo`);
  console.log(s.proto, s.tls_version === http.TLS_1_3, s.tls_cipher_suite.startsWith('TLS_'), s.timings.tls_handshaking > 0, s.json('proto'));
// want: HTTP/2.0 true true true HTTP/2.0
  console.log(http.post(`${__ENV.TLS}/echo`, 'x'.repeat(100000)).json('length'));
// want: 100000
}
// want metric: http_reqs{tls_version:tls1.3,proto:HTTP/2.0} 2
// want metric: http_reqs{name:http://****:****@127.0.0.1:{{PORT}}/basic} 1
