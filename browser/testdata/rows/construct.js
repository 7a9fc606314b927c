// The constructor: its arguments, its faults, and what a socket is at first.

row('construct: no arguments', async (t) => {
  t.attempt('new', () => new WebSocket());
  t.log(WebSocket.length, WebSocket.name, typeof WebSocket);
});

row('construct: without new', async (t) => {
  t.attempt('call', () => { const ws = WebSocket('ws://h.example/'); ws.close(); return ws; });
});

row('construct: schemes', async (t) => {
  for (const scheme of ['ws:', 'wss:', 'http:', 'https:', 'WS:', 'hTTps:']) t.address(scheme + '//' + t.host + '/');
  for (const url of ['ftp://h/', 'mailto:a@b.example', 'javascript:0', 'data:,x', 'blob:ws://h/', 'file:///x', 'about:blank', 'wsx://h']) t.address(url);
});

row('construct: a Unix socket', async (t) => {
  t.attempt('ws+unix', () => { new WebSocket('ws+unix:///nowhere.sock:/').close(); return 'a socket'; });
});

row('construct: relative URLs', async (t) => {
  for (const url of ['', '/path', '//h', '?q', 'path', '.', ':']) {
    t.attempt(JSON.stringify(url), () => {
      const ws = new WebSocket(url);
      ws.close();
      return 'a socket';
    });
  }
});

row('construct: URLs that are none', async (t) => {
  for (const url of ['ws://', 'ws:', 'ws:///', 'ws://?q', 'ws://:80/', 'ws://a<b/', 'ws://[::1', 'ws://[::g]/', 'ws://%/', 'ws://h:65536/', 'ws://h:x/', 'ws://h:-1/', 'ws://1.2.3.4.5/', 'ws://256.1.1.1/', 'ws://a^b/', 'ws://a|b/', 'ws://\u00ad/']) t.address(url);
});

row('construct: a space in the host', async (t) => {
  t.address('ws://a b/');
});

row('construct: fragments', async (t) => {
  for (const tail of ['/#', '/#a', '#', '/a#b?c', '/?a#b', '/%23']) t.address('ws://h.example' + tail);
});

row('construct: white space and slashes', async (t) => {
  for (const url of ['  ws://h.example/ ', 'ws://h.ex\tample/a\nb', 'ws:h.example', 'ws:/h.example/a', 'ws:\\\\h.example\\a\\b', 'ws:///h.example', '\u0000ws://h.example/', 'ws://h.example/ a b']) t.address(url);
});

row('construct: ports', async (t) => {
  for (const url of ['ws://h.example:80/', 'ws://h.example:443/', 'wss://h.example:443/', 'wss://h.example:80/', 'http://h.example:80/', 'https://h.example:443/', 'ws://h.example:/', 'ws://h.example:0008080/', 'ws://h.example:65535/']) t.address(url);
});

row('construct: hosts', async (t) => {
  for (const host of ['LocalHost', '127.1', '0x7f.1', '017700000001', '2130706433', '127.0.0.1.', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:1.2.3.4]', 'h.EXAMPLE.', 'b\u00fccher.example', 'xn--bcher-kva.example', 'ex%41mple.example', '\uff48.example', 'a_b.example']) t.address('ws://' + host + '/');
});

row('construct: paths', async (t) => {
  for (const tail of ['', '/', '/a/../b', '/a/./b/', '/%2e%2e/a', '/a b', '/\u00e9', '/%e9', '/%', '/a"b', '/a<b>`{}^', '/a\\b', '//a', '/a;b=c,d', '/\ud800', '/\ud83d\ude00']) t.address('ws://h.example' + tail);
});

row('construct: a bar in a path', async (t) => {
  t.address('ws://h.example/a|b');
});

row('construct: queries', async (t) => {
  for (const tail of ['?', '?a', '/?a=b&c', '/?a b', '/?\u00e9', "/?'\"<>", '/?a?b', '/?%zz', '/?a\\b/..']) t.address('ws://h.example' + tail);
});

row('construct: credentials in the URL', async (t) => {
  for (const before of ['user@', 'user:pass@', ':pass@', ':@', 'u%20s:p%3aw@', 'a@b@']) t.address('ws://' + before + 'h.example/');
});

row('construct: values that become a URL', async (t) => {
  t.address(new URL('ws://h.example/a?b'));
  t.address({ toString: () => 'ws://h.example/object' });
  t.address(['ws://h.example/array']);
  t.address(new String('ws://h.example/String'));
  t.attempt('throws', () => new WebSocket({ toString() { throw new RangeError('mine'); } }));
  t.attempt('symbol', () => new WebSocket(Symbol('ws://h.example/')));
  t.attempt('no text', () => new WebSocket(Object.create(null)));
});

row('construct: the fault of a bad URL', async (t) => {
  try {
    new WebSocket('ws://h/#x');
  } catch (e) {
    t.log(e instanceof DOMException, e instanceof Error, e.name, e.code, typeof e.message, e.message !== '');
    t.log(Object.prototype.toString.call(e), e.constructor === DOMException, DOMException.SYNTAX_ERR);
  }
});

row('construct: the order of checks', async (t) => {
  t.attempt('both wrong', () => new WebSocket('ws://h/#x', 'a b'));
  const seen = [];
  const url = { toString() { seen.push('url'); return 'ws://h.example/'; } };
  const list = { [Symbol.iterator]() { seen.push('protocols'); return [][Symbol.iterator](); } };
  t.attempt('conversions', () => { new WebSocket(url, list).close(); return seen; });
  t.attempt('iterator throws first', () => new WebSocket('no URL:', { [Symbol.iterator]() { throw new RangeError(); } }));
});

row('construct: what a socket is at first', async (t) => {
  const ws = t.ws('/echo');
  t.log(ws.readyState, ws.bufferedAmount, JSON.stringify(ws.extensions), JSON.stringify(ws.protocol), ws.binaryType, ws.url);
  t.log(ws.onopen, ws.onmessage, ws.onerror, ws.onclose);
  ws.close();
});

row('construct: what a socket is once open', async (t) => {
  const ws = t.ws('/echo?a=b');
  await t.once(ws, 'open');
  t.log(ws.readyState, ws.bufferedAmount, JSON.stringify(ws.extensions), JSON.stringify(ws.protocol), ws.binaryType, ws.url);
  ws.close();
  t.log(ws.readyState);
  await t.once(ws, 'close');
  t.log(ws.readyState, ws.bufferedAmount, JSON.stringify(ws.extensions), JSON.stringify(ws.protocol), ws.binaryType, ws.url);
});

row('construct: through the http scheme', async (t) => {
  const ws = t.watch(new WebSocket(t.http + '/text:hi/close:1000'));
  t.log(ws.url);
  await t.once(ws, 'close');
});

row('construct: a subclass', async (t) => {
  class Mine extends WebSocket {
    get loud() { return this.url.toUpperCase(); }
  }
  const ws = new Mine(t.url + '/close:1000');
  t.log(ws instanceof Mine, ws instanceof WebSocket, ws instanceof EventTarget, Object.getPrototypeOf(ws) === Mine.prototype);
  await t.follow(ws);
});
