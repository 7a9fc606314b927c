// What cannot be done is an answer with status 0, a number and a text, and a
// warning; with throw it is an exception.
// env: URL={{URL}}
import http from 'k6/http';

const tell = (url, params) => {
  const r = http.get(url, params);
  console.log(r.status, r.error_code, r.error, r.body);
};
const U = __ENV.URL;

try { http.get(U); } catch (e) { console.log(`${e}`); }
// want: GoError: Making http requests in the init context is not supported
try { http.batch([U]); } catch (e) { console.log(`${e}`); }
// want: GoError: Using batch in the init context is not supported
try { http.cookieJar(); } catch (e) { console.log(`${e}`); }
// want: GoError: Making cookie jars in the init context is not supported

export default function () {
  tell('http://127.0.0.1:1/');
// want warning: Request Failed
// want: 0 1212 dial: connection refused null
  tell('http://listed.test/');
// want: 0 1110 ip is blacklisted null
  tell('http://x.blocked.test/');
// want: 0 1111 hostname is blocked null
  tell(U.replace('http:', 'https:'));
// want: 0 1301 tls: first record does not look like a TLS handshake null
  tell(`${U}/never`, { timeout: 50 });
// want: 0 1050 request timeout null
  tell(`${U}/never`, { timeout: '0.05s' });
// want: 0 1050 request timeout null
  tell(`${U}/drop`);
// want: 0 1000 EOF null
  tell(`${U}/half`);
// want: 0 1000 unexpected EOF abc
  tell(`${U}/lies`);
// want: 0 1701 error decompressing response body (unexpected EOF) null
  tell(`${U}/status/404`);
// want: 404 1404  status 404
  tell('foo');
// want: 0 1000 unsupported protocol scheme "" null
  tell();
// want: 0 1020 invalid URL: '#<nil>' null
  tell('http://%41:8080/');
// want: 0 1020 invalid URL: parse "http://%41:8080/": invalid URL escape "%41" null
  tell(U, { responseType: 'bad' });
// want: 0 0 bad does not belong to ResponseType values null
  tell(U, { timeout: 'x' });
// want: 0 0 invalid timeout value: time: invalid duration "x" null
  tell(U, { compression: 'x' });
// want: 0 0 unknown compression algorithm x, supported algorithms are [gzip deflate zstd br] null
  tell(U, { responseCallback: 5 });
// want: 0 0 unsupported responseCallback null
  const cyclic = {};
  cyclic.self = cyclic;
  tell(cyclic);
// want warning: Request Failed
// want: 0 1020 invalid URL: '#[object Object]' null
  tell(U, { tags: { a: {} } });
// want: 0 0 invalid HTTP request metric tags: invalid value for metric tag 'a': only String, Boolean and Number types are accepted as a metric tag values null
  tell(U, { headers: { 'a b': 'c' } });
// want: 0 1000 net/http: invalid header field name "a b" null
  try { http.get('http://127.0.0.1:1/', { throw: true }); } catch (e) { console.log(`${e}`); }
// want: GoError: Get "http://127.0.0.1:1/": dial tcp 127.0.0.1:1: connect: connection refused
  try { http.get(`${U}/half`, { responseType: 'none' }).json(); } catch (e) { console.log(`${e}`); }
// want: GoError: the body is null so we can't transform it to JSON - this likely was because of a request error getting the response
  try { http.get(`${U}/status/200`).json(); } catch (e) { console.log(`${e}`); }
// want: GoError: cannot parse json due to an error at line 1, character 1 , error: invalid character 's' looking for beginning of value
}
// want metric: http_reqs{error_code:1212,error:dial: connection refused,status:0,expected_response:false} 2
