// What becomes of each kind of body.
// env: URL={{URL}}
import http from 'k6/http';

const echo = (body, params) => {
  const r = http.post(`${__ENV.URL}/echo`, body, params);
  if (r.error) {
    return r.error;
  }
  const e = r.json();
  return `${e.body} | ${(e.headers['Content-Type'] || []).join()} | ${e.length}`;
};

export default function () {
  console.log(echo('text'));
// want: text |  | 4
  console.log(echo(null), echo(undefined), echo(''));
// want:  |  | 0  |  | 0  |  | 0
  console.log(echo(new Uint8Array([104, 105, 33]).subarray(0, 2)), echo(new Uint8Array([104]).buffer));
// want: hi |  | 2 h |  | 1
  console.log(echo({ a: 1, b: ['x', 'y'], c: null, u: undefined, s: 'é &=', t: true }));
// want: a=1&b=x&b=y&c=&s=%C3%A9+%26%3D&t=true&u= | application/x-www-form-urlencoded | 40
  console.log(echo({ a: { b: 1 } }));
// want warning: the form field "a" is an object
// want: a= | application/x-www-form-urlencoded | 2
  console.log(echo({ a: 1 }, { headers: { 'content-type': 'mine' } }));
// want: a=1 | mine | 3
  console.log(echo(5));
// want: unknown request body type int64
// want warning: Request Failed
  console.log(echo([1]));
// want: unknown request body type []interface {}
  const form = http.post(`${__ENV.URL}/echo`, { f: http.file('data', 'a "b".txt', 'text/x'), n: 1, l: ['x', 'y'] }).json();
  const boundary = form.headers['Content-Type'][0].split('boundary=')[1];
  console.log(form.headers['Content-Type'][0].split(';')[0], JSON.stringify(form.body.replaceAll(boundary, 'B')));
// want: multipart/form-data "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a \\\"b\\\".txt\"\r\nContent-Type: text/x\r\n\r\ndata\r\n--B\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n1\r\n--B\r\nContent-Disposition: form-data; name=\"l\"\r\n\r\nx\r\n--B\r\nContent-Disposition: form-data; name=\"l\"\r\n\r\ny\r\n--B--\r\n"
  const f = http.file(new Uint8Array([65, 66]).buffer);
  console.log(f.filename.length > 0, f.content_type, f.data.byteLength);
// want: true application/octet-stream 2
  for (const wrong of [undefined, 5]) {
    try { http.file(wrong); } catch (e) { console.log(`${e}`); }
  }
// want: GoError: invalid type <nil>, expected string or ArrayBuffer
// want: GoError: invalid type int64, expected string or ArrayBuffer
}
