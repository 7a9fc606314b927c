// A jar of k6/http takes the place of the VU's, for the request and for the answer.
// env: URL={{URL}}
import ws from 'k6/ws';
import http from 'k6/http';

function asked(path, jar) {
  let text = 'refused';
  ws.connect(__ENV.URL + path, { jar }, (socket) => socket.on('message', (data) => { text = data; socket.close(); }));
  return text;
}

export default function () {
  const at = __ENV.URL.replace('ws:', 'http:'), jar = new http.CookieJar();
  jar.set(at, 'mine', '1');
  console.log(asked('/cookie?name=set&value=2', jar), JSON.stringify(jar.cookiesForURL(at)));
// want: mine=1 {"mine":["1"],"set":["2"]}
  asked('/cookie?name=late&value=3&status=401', jar);
  console.log(Object.keys(jar.cookiesForURL(at)).sort().join(), JSON.stringify(http.cookieJar().cookiesForURL(at)));
// want: late,mine,set {}
  asked('/cookie?name=vu&value=4', http.cookieJar());
  console.log(asked('/cookie'), asked('/cookie', {}));
// want: vu=4 vu=4; session=abc
}
