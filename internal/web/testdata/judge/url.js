// URL: parts, setters, what it refuses.
const said = (f) => { try { return String(f()); } catch (e) { return e.name; } };

export default function () {
  const show = (u) => [u.href, u.origin, u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash].join(' ');
  for (const text of ['ws://user:pa%20ss@EXAMPLE.com:80/a/./b/../c d?q=1 2\'#f g', 'wss://h:443', ' http://[::1]:80/\t', 'http://1.2.3/', 'http://faß.de/', 'http://ex%41mple.com', 'file:///C|/x', 'data:text/plain,hi  #x', 'foo://h/p', 'http://a.b/%zz{}`']) {
    console.log(show(new URL(text)));
// want: ws://user:pa%20ss@example.com/a/c%20d?q=1%202%27#f%20g ws://example.com ws: user pa%20ss example.com example.com  /a/c%20d ?q=1%202%27 #f%20g
// want: wss://h/ wss://h wss:   h h  /  
// want: http://[::1]/ http://[::1] http:   [::1] [::1]  /  
// want: http://1.2.0.3/ http://1.2.0.3 http:   1.2.0.3 1.2.0.3  /  
// want: http://xn--fa-hia.de/ http://xn--fa-hia.de http:   xn--fa-hia.de xn--fa-hia.de  /  
// want: http://example.com/ http://example.com http:   example.com example.com  /  
// want: file:///C:/x null file:      /C:/x  
// want: data:text/plain,hi  #x null data:      text/plain,hi    #x
// want: foo://h/p null foo:   h h  /p  
// want: http://a.b/%zz%7B%7D%60 http://a.b http:   a.b a.b  /%zz%7B%7D%60  
  }
  for (const text of ['', 'x', '//a', 'http://', 'http://a b', 'http://a:99999', 'http://[::1', 'ws://%', 'http://a^b']) {
    console.log(text, said(() => new URL(text)));
// want:  TypeError
// want: x TypeError
// want: //a TypeError
// want: http:// TypeError
// want: http://a b TypeError
// want: http://a:99999 TypeError
// want: http://[::1 TypeError
// want: ws://% TypeError
// want: http://a^b TypeError
  }
  for (const text of ['x', '/x', '//x', '?x', '#x', '../..', 'ws:x', 'http:x', '']) {
    console.log(text, new URL(text, 'http://u:p@h:8080/a/b/c?q#f').href);
// want: x http://u:p@h:8080/a/b/x
// want: /x http://u:p@h:8080/x
// want: //x http://x/
// want: ?x http://u:p@h:8080/a/b/c?x
// want: #x http://u:p@h:8080/a/b/c?q#x
// want: ../.. http://u:p@h:8080/
// want: ws:x ws://x/
// want: http:x http://u:p@h:8080/a/b/x
// want:  http://u:p@h:8080/a/b/c?q
  }
  const u = new URL('http://h/a?b#c');
  const set = (key, value) => { u[key] = value; console.log(key, value, u.href); };
// want: protocol wss wss://h/a?b#c
// want: protocol nothing wss://h/a?b#c
// want: host other:99 wss://other:99/a?b#c
// want: host bad host wss://other:99/a?b#c
// want: hostname third wss://third:99/a?b#c
// want: port 443 wss://third/a?b#c
// want: port 8080x wss://third:8080/a?b#c
// want: port x wss://third:8080/a?b#c
// want: username me@ wss://me%40@third:8080/a?b#c
// want: password é wss://me%40:%C3%A9@third:8080/a?b#c
// want: pathname p q/../r wss://me%40:%C3%A9@third:8080/r?b#c
// want: search x=1 wss://me%40:%C3%A9@third:8080/r?x=1#c
// want: search  wss://me%40:%C3%A9@third:8080/r#c
// want: hash #z wss://me%40:%C3%A9@third:8080/r#z
// want: hash  wss://me%40:%C3%A9@third:8080/r
// want: href ws://last/ ws://last/
  set('protocol', 'wss');
  set('protocol', 'nothing');
  set('host', 'other:99');
  set('host', 'bad host');
  set('hostname', 'third');
  set('port', '443');
  set('port', '8080x');
  set('port', 'x');
  set('username', 'me@');
  set('password', 'é');
  set('pathname', 'p q/../r');
  set('search', 'x=1');
  set('search', '');
  set('hash', '#z');
  set('hash', '');
  set('href', 'ws://last/');
  console.log(said(() => { u.href = 'nope'; }), said(() => { u.origin = 'x'; }), said(() => { u.searchParams = 'x'; }), u.href);
// want: TypeError TypeError TypeError ws://last/
  console.log(JSON.stringify({ u }), `${u}`, u.toJSON(), u.toString === URL.prototype.toString);
// want: {"u":"ws://last/"} ws://last/ ws://last/ true
  console.log(URL.canParse('x'), URL.canParse('x', 'http://a'), URL.canParse('http://x', 'bad'), URL.canParse(undefined), URL.canParse('http://x', undefined));
// want: false true false false true
  console.log(said(() => new URL()), said(() => new URL('a', '')), said(() => URL('http://a')), said(() => URL.canParse()));
// want: TypeError TypeError TypeError TypeError
  console.log(URL.name, URL.length, URL.canParse.length, URL.prototype.toString.name, Object.prototype.toString.call(u), u instanceof URL, 'href' in u, 'nothing' in u);
// want: URL 1 1 toString [object URL] true true false
  console.log(new URL('blob:http://a.b/c').origin, new URL('file:///x').origin, new URL('wss://h:443/').origin, new URL('foo://x').origin);
// want: http://a.b null wss://h null
  console.log(new URL('http://h/\ud800?\udc00').href);
// want: http://h/%EF%BF%BD?%EF%BF%BD
  class Mine extends URL { #p = 7; get p() { return this.#p; } get host() { return 'mine'; } }
  const m = new Mine('http://a/b?c=d');
  m.hash = 'z';
  console.log(m.p, m.href, m.host, m.hostname, m.searchParams.get('c'), m instanceof Mine, m instanceof URL, String(m));
// want: 7 http://a/b?c=d#z mine a d true true http://a/b?c=d#z
}
