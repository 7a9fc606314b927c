// The web platform's other classes and functions, a few facts of each.

row('global: DOMException', async (t) => {
  const e = new DOMException('text', 'InvalidStateError');
  t.log(e.name, e.message, e.code, e instanceof Error, String(e), Object.prototype.toString.call(e));
  t.log(new DOMException().name, JSON.stringify(new DOMException().message), new DOMException().code, new DOMException('m', 'Mine').code);
  for (const name of ['SyntaxError', 'InvalidAccessError', 'AbortError', 'TimeoutError', 'DataCloneError', 'SecurityError', 'NotSupportedError', 'QuotaExceededError', 'InvalidCharacterError']) t.log(name, new DOMException('', name).code);
  t.log(DOMException.INVALID_STATE_ERR, DOMException.prototype.ABORT_ERR, DOMException.length);
  t.attempt('call', () => DOMException('x'));
});

row('global: structuredClone', async (t) => {
  const from = { n: 1, d: new Date(0), r: /a/gi, m: new Map([[1, { a: 2 }]]), s: new Set([1]), b: new Uint8Array([1, 2]), u: undefined, big: 5n, list: [, 1] };
  from.self = from;
  const to = structuredClone(from);
  t.log(to !== from, to.self === to, to.d.getTime(), String(to.r), to.m.get(1).a, to.s.has(1), to.b, 'u' in to, to.big, 0 in to.list, to.list.length);
  const e = structuredClone(new RangeError('m'));
  t.log(e instanceof RangeError, e.name, e.message);
  t.attempt('function', () => structuredClone(() => {}));
  t.attempt('symbol', () => structuredClone({ s: Symbol() }));
  t.attempt('no argument', () => structuredClone());
  t.attempt('socket', () => structuredClone(WebSocket.prototype.send));
  const buffer = new ArrayBuffer(4);
  const moved = structuredClone(buffer, { transfer: [buffer] });
  t.log(moved.byteLength, buffer.byteLength);
});

row('global: URL', async (t) => {
  const u = new URL('../c?x=1#f', 'https://u:p@H.example:8443/a/b/d');
  for (const key of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash']) t.log(key, u[key]);
  u.port = '443';
  u.searchParams.append('y', 'a b&');
  u.hash = '';
  u.pathname = '/\u00e9 x';
  t.log(u.href, String(u), JSON.stringify(u));
  t.attempt('bad', () => new URL('nonsense'));
  t.attempt('bad base', () => new URL('a', 'b'));
  t.attempt('no argument', () => new URL());
  t.log(URL.canParse('ws://h'), URL.canParse('x'), URL.canParse('x', 'ws://h/a/'), URL.parse('x'), URL.parse('ws://h').href);
  t.log(new URL('ws://h:80/').host, new URL('ws://h/a b').pathname, new URL('ws://h').origin, new URL('mailto:x').origin);
});

row('global: URLSearchParams', async (t) => {
  const p = new URLSearchParams('?a=1&b=2&a=3&c=%20+x&d');
  t.log(p.get('a'), p.getAll('a'), p.get('c'), p.get('d'), p.get('e'), p.has('b'), p.has('b', '1'), p.size);
  p.append('e', '\u20ac');
  p.set('a', '9');
  p.delete('b');
  p.sort();
  t.log(String(p), [...p.keys()], [...p.values()], [...p]);
  t.log(String(new URLSearchParams({ x: 1, y: 'z' })), String(new URLSearchParams([['k', 'v'], ['k', "!'()*~"]])), String(new URLSearchParams(new Map([['m', 'n']]))));
  t.attempt('bad pair', () => new URLSearchParams([['a']]));
});

row('global: TextEncoder', async (t) => {
  const e = new TextEncoder();
  t.log(e.encoding, e.encode('a\u00e9\u20ac\ud83d\ude00\ud800'), e.encode(), e.encode(undefined), e.encode(null));
  const into = new Uint8Array(5);
  const { read, written } = e.encodeInto('a\u20ac\u20ac', into);
  t.log(read, written, into);
});

row('global: TextDecoder', async (t) => {
  const d = new TextDecoder();
  t.log(d.encoding, d.fatal, d.ignoreBOM);
  t.log(d.decode(new Uint8Array([0xe2, 0x82, 0xac, 0xff, 0x41])), JSON.stringify(d.decode()), JSON.stringify(d.decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))));
  t.attempt('fatal', () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])));
  t.attempt('label', () => new TextDecoder('nonsense'));
  const s = new TextDecoder();
  t.log(JSON.stringify(s.decode(new Uint8Array([0xe2, 0x82]), { stream: true })), s.decode(new Uint8Array([0xac])));
  t.log(new TextDecoder('UTF8').encoding, new TextDecoder('utf-16le').decode(new Uint8Array([0x41, 0, 0xac, 0x20])), new TextDecoder('latin1').encoding, new TextDecoder('latin1').decode(new Uint8Array([0x80, 0xe9])));
});

row('global: atob and btoa', async (t) => {
  t.log(btoa('hello'), btoa(''), btoa('\u00ff'), atob('aGVsbG8='), atob(' aGVs bG8 '), atob('aGVsbG8'), JSON.stringify(atob('')));
  for (const bad of ['a', 'aGVsbG8==', '=', '*', 'ab=c']) t.attempt(bad, () => atob(bad));
  t.attempt('wide', () => btoa('\u20ac'));
  t.attempt('no argument', () => btoa());
  t.log(btoa(null), btoa(5));
});

row('global: AbortController', async (t) => {
  const c = new AbortController();
  const { signal } = c;
  t.log(signal.aborted, signal.reason, signal instanceof EventTarget, c.signal === signal, signal.onabort);
  signal.onabort = (e) => t.log('attribute', e.type, e.isTrusted, e.target === signal, signal.aborted);
  signal.addEventListener('abort', () => t.log('listener'));
  c.abort();
  c.abort('again');
  t.log(signal.aborted, signal.reason, signal.reason.name, signal.reason.code);
  t.attempt('throwIfAborted', () => signal.throwIfAborted());
  const mine = AbortSignal.abort('why');
  t.log(mine.aborted, mine.reason);
  t.attempt('throws the reason', () => { try { mine.throwIfAborted(); } catch (e) { return 'caught ' + e; } });
  t.attempt('constructor', () => new AbortSignal());
  const parent = new AbortController();
  const any = AbortSignal.any([parent.signal, new AbortController().signal]);
  parent.abort(7);
  t.log(any.aborted, any.reason);
  const late = AbortSignal.timeout(10);
  await t.once(late, 'abort');
  t.log(late.aborted, late.reason.name, late.reason.code);
});

row('global: Blob', async (t) => {
  const b = new Blob(['a\u20ac', new Uint8Array([1, 2, 3]).subarray(1), new DataView(new ArrayBuffer(3), 1), new Blob(['z']), 5, null], { type: 'Text/PLAIN' });
  t.log(b.size, b.type, await b.arrayBuffer());
  t.log(await b.slice(1, 4).text(), b.slice(-3).size, b.slice(2, -1, 'x/Y').type, b.slice(5, 2).size, b.slice().type === '');
  t.log(new Blob().size, JSON.stringify(new Blob([], { type: '\u00e9' }).type), JSON.stringify(new Blob(['x']).type));
  t.attempt('no iterable', () => new Blob(5));
  t.attempt('text', () => new Blob('text'));
  t.attempt('null', () => new Blob(null));
  t.attempt('call', () => Blob([]));
  t.log(await new Blob(['a\r\nb\nc'], { endings: 'native' }).text(), await new Blob(new Set(['q', 'r'])).text(), await new Blob([new Uint8Array([0xff, 0x41])]).text());
  t.attempt('endings', () => new Blob([], { endings: 'x' }));
  t.log(await b.bytes(), typeof b.stream, String(b));
});

row('global: EventTarget', async (t) => {
  class Mine extends EventTarget {
    fire() { return this.dispatchEvent(new Event('fire')); }
  }
  const m = new Mine();
  m.addEventListener('fire', function (e) { t.log(this === m, e.target === m, e.currentTarget === m); });
  t.log(m.fire());
  t.attempt('call', () => EventTarget());
  t.log(EventTarget.length, String(m));
});

row('global: performance', async (t) => {
  const a = performance.now();
  await t.task(15);
  const b = performance.now();
  t.log(typeof a, b > a, b - a < 5000, typeof performance.timeOrigin, performance.timeOrigin > 1.6e12, Object.prototype.toString.call(performance));
});

row('global: queueMicrotask', async (t) => {
  t.attempt('text', () => queueMicrotask('x'));
  t.attempt('no argument', () => queueMicrotask());
  t.attempt('function', () => queueMicrotask(() => t.log('ran')));
  await null;
  await null;
  t.log('end');
});
