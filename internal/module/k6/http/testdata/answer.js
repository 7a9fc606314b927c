// What an answer shows, member by member.
// env: URL={{URL}}
// env: PORT={{PORT}}
import http from 'k6/http';

export default function () {
  const r = http.get(`${__ENV.URL}/cookies`);
  console.log(r.status, r.status_text, r.proto, r.body, r.error === '', r.error_code);
// want: 200 200 OK HTTP/1.1 héllo true 0
  console.log(r.remote_ip, r.remote_port === Number(__ENV.PORT), r.url === `${__ENV.URL}/cookies`);
// want: 127.0.0.1 true true
  console.log(r.headers['X-Two'], r.headers['Content-Length']);
// want: 1, 2 6
  console.log(JSON.stringify(r.cookies.a));
// want: [{"name":"a","value":"1","domain":"","path":"/","http_only":true,"secure":false,"max_age":0,"expires":-6795364578871}]
  console.log(JSON.stringify(r.cookies.b));
// want: [{"name":"b","value":"2","domain":"","path":"/b","http_only":false,"secure":true,"max_age":100,"expires":4000000000000}]
  console.log(Object.keys(r).join(' '));
// want: remote_ip remote_port url status status_text proto headers cookies body timings tls_version tls_cipher_suite ocsp error error_code request
  const t = r.timings;
  console.log(Object.keys(t).join(' '), t.duration > 0, Math.abs(t.duration - t.sending - t.waiting - t.receiving) < 0.001, t.connecting > 0, t.tls_handshaking);
// want: duration blocked looking_up connecting tls_handshaking sending waiting receiving true true true 0
  console.log(JSON.stringify(r.ocsp), r.tls_version === '', r.tls_cipher_suite === '');
// want: {"produced_at":0,"this_update":0,"next_update":0,"revoked_at":0,"revocation_reason":"","status":""} true true
  console.log(JSON.stringify(r.request).replaceAll(__ENV.URL, 'URL'));
// want: {"method":"GET","url":"URL/cookies","headers":{"User-Agent":["volley-test"]},"body":"","cookies":{}}
  console.log(http.get(`${__ENV.URL}/echo`).timings.connecting);
// want: 0
  r.mine = 1;
  r.status = 5;
  console.log(r.mine, r.status, 'mine' in r, 'nope' in r, r.nope);
// want: 1 5 true false undefined
}
// want metric: http_reqs 2
// want metric: http_req_duration 2
// want metric: http_reqs{status:200,method:GET,proto:HTTP/1.1,expected_response:true} 2
// want metric: http_req_failed 0
