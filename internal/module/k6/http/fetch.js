// The classes of the Fetch standard and its fetch(), over one function of Go's
// that sends. Bodies are whole: an answer is there when all of it has come.
(function (lib, native) {
  'use strict';
  const { Blob, File, URL, URLSearchParams, TextEncoder, TextDecoder, AbortController, AbortSignal } = lib;
  const encoder = new TextEncoder();
  const bytesOf = (text) => encoder.encode(text).buffer;
  const tag = (c, name) => Object.defineProperty(c.prototype, Symbol.toStringTag, { value: name, configurable: true });

  // What Web IDL does with arguments.
  const need = (args, n, where) => {
    if (args.length < n) throw new TypeError(`${where}: ${n} argument${n === 1 ? '' : 's'} required, but only ${args.length} present.`);
  };
  const { text } = native;
  const dictionary = (value, where) => {
    if (value === undefined || value === null) return {};
    if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError(`${where}: the second argument is no object`);
    return value;
  };
  const oneOf = (value, words, name) => {
    if (!words.includes(text(value))) throw new TypeError(`'${text(value)}' is no value of ${name}: there are ${words.join(', ')}`);
    return text(value);
  };
  const isToken = (value) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value);

  // iterable gives a class the methods of an iterable of pairs.
  function iterable(c, pairs) {
    const define = (name, value) => Object.defineProperty(c.prototype, name, { value, writable: true, configurable: true });
    function* walk(self, show) {
      for (let n = 0; ; n++) { // what changes meanwhile is seen
        const list = pairs(self);
        if (n >= list.length) return;
        yield show(list[n]);
      }
    }
    const entries = { entries() { return walk(this, ([name, value]) => [name, value]) } }.entries;
    define('entries', entries);
    define('keys', { keys() { return walk(this, ([name]) => name) } }.keys);
    define('values', { values() { return walk(this, ([, value]) => value) } }.values);
    define(Symbol.iterator, entries);
    define('forEach', {
      forEach(callback, self) {
        if (typeof callback !== 'function') throw new TypeError(`forEach of ${c.name} takes a function`);
        for (const [name, value] of walk(this, (pair) => pair)) callback.call(self, value, name, this);
      },
    }.forEach);
  }

  // §5.1
  let headersOf;
  let frozen;
  class Headers {
    #list = []; // [name in lower case, value]
    #immutable = false;

    static {
      headersOf = (h) => h.#list;
      frozen = (list) => {
        const h = new Headers();
        h.#list = list;
        h.#immutable = true;
        return h;
      };
    }

    constructor(init) {
      if (init === undefined) return;
      if (init === null || (typeof init !== 'object' && typeof init !== 'function')) throw new TypeError('Headers are made of an object, or of pairs');
      if (init[Symbol.iterator] !== undefined && init[Symbol.iterator] !== null) {
        for (const pair of init) {
          const both = [...pair];
          if (both.length !== 2) throw new TypeError(`a header is a name and a value, not ${both.length} things`);
          this.append(both[0], both[1]);
        }
        return;
      }
      for (const name of Reflect.ownKeys(init)) {
        if (Object.getOwnPropertyDescriptor(init, name)?.enumerable) this.append(name, init[name]);
      }
    }

    static #name(name) {
      name = text(name);
      if (!isToken(name)) throw new TypeError(`${JSON.stringify(name)} is no name of a header`);
      return name.toLowerCase();
    }
    static #value(value) {
      value = text(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
      if (/[\0\r\n]|[^\0-\xff]/.test(value)) throw new TypeError(`${JSON.stringify(value)} is no value of a header`);
      return value;
    }
    #change() {
      if (this.#immutable) throw new TypeError('these headers are immutable');
    }

    append(name, value) {
      need(arguments, 2, 'Headers.append');
      const pair = [Headers.#name(name), Headers.#value(value)];
      this.#change();
      this.#list.push(pair);
    }
    delete(name) {
      need(arguments, 1, 'Headers.delete');
      name = Headers.#name(name);
      this.#change();
      this.#list = this.#list.filter(([n]) => n !== name);
    }
    get(name) {
      need(arguments, 1, 'Headers.get');
      name = Headers.#name(name);
      const values = this.#list.filter(([n]) => n === name).map(([, v]) => v);
      return values.length > 0 ? values.join(', ') : null;
    }
    getSetCookie() {
      return this.#list.filter(([n]) => n === 'set-cookie').map(([, v]) => v);
    }
    has(name) {
      need(arguments, 1, 'Headers.has');
      name = Headers.#name(name);
      return this.#list.some(([n]) => n === name);
    }
    set(name, value) {
      need(arguments, 2, 'Headers.set');
      const pair = [Headers.#name(name), Headers.#value(value)];
      this.#change();
      const at = this.#list.findIndex(([n]) => n === pair[0]);
      this.#list = this.#list.filter(([n], k) => n !== pair[0] || k === at);
      if (at < 0) this.#list.push(pair);
      else this.#list[at] = pair;
    }
    static sorted(h) {
      const names = [...new Set(h.#list.map(([n]) => n))].sort();
      return names.flatMap((n) => (n === 'set-cookie' ? h.getSetCookie().map((v) => [n, v]) : [[n, h.get(n)]]));
    }
  }
  const { sorted } = Headers;
  delete Headers.sorted;
  iterable(Headers, sorted);
  tag(Headers, 'Headers');

  // XMLHttpRequest §5
  let entriesOf;
  class FormData {
    #list = []; // [name, text or File]

    static {
      entriesOf = (f) => f.#list;
    }

    constructor(form) {
      if (form !== undefined) throw new TypeError('FormData is made of nothing: there are no form elements here');
    }

    static #entry(name, value, args) {
      name = text(name);
      if (!(value instanceof Blob)) {
        if (args.length > 2) throw new TypeError('only a Blob has a file name');
        return [name, text(value)];
      }
      const called = args.length > 2 ? text(args[2]) : value instanceof File ? value.name : 'blob';
      if (value instanceof File && called === value.name) return [name, value];
      return [name, new File([value], called, { type: value.type, lastModified: value.lastModified })];
    }

    append(name, value) {
      need(arguments, 2, 'FormData.append');
      this.#list.push(FormData.#entry(name, value, arguments));
    }
    delete(name) {
      need(arguments, 1, 'FormData.delete');
      name = text(name);
      this.#list = this.#list.filter(([n]) => n !== name);
    }
    get(name) {
      need(arguments, 1, 'FormData.get');
      name = text(name);
      const found = this.#list.find(([n]) => n === name);
      return found ? found[1] : null;
    }
    getAll(name) {
      need(arguments, 1, 'FormData.getAll');
      name = text(name);
      return this.#list.filter(([n]) => n === name).map(([, v]) => v);
    }
    has(name) {
      need(arguments, 1, 'FormData.has');
      name = text(name);
      return this.#list.some(([n]) => n === name);
    }
    set(name, value) {
      need(arguments, 2, 'FormData.set');
      const entry = FormData.#entry(name, value, arguments);
      const at = this.#list.findIndex(([n]) => n === entry[0]);
      this.#list = this.#list.filter(([n], k) => n !== entry[0] || k === at);
      if (at < 0) this.#list.push(entry);
      else this.#list[at] = entry;
    }
  }
  iterable(FormData, (f) => entriesOf(f));
  tag(FormData, 'FormData');

  // extract is a body as bytes, or as a stream, and its type (§5.2).
  function extract(value) {
    if (value instanceof URLSearchParams) return { bytes: bytesOf(value.toString()), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
    if (value instanceof FormData) {
      const [bytes, type] = native.form(entriesOf(value).map(([name, v]) => (typeof v === 'string' ? [name, v] : [name, native.bytes(v), v.name, v.type])));
      return { bytes, type };
    }
    if (typeof value === 'object' && value !== null) {
      const bytes = native.bytes(value);
      if (bytes !== undefined) return { bytes, type: value instanceof Blob && value.type !== '' ? value.type : null };
      if (value instanceof lib.stream()) {
        if (value.locked || value._disturbed) throw new TypeError('the stream is locked or used already');
        return { stream: value, type: null };
      }
    }
    return { bytes: bytesOf(text(value)), type: 'text/plain;charset=UTF-8' };
  }

  async function drain(stream) {
    const chunks = [];
    let size = 0;
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!(value instanceof Uint8Array)) throw new TypeError('a body is a stream of Uint8Arrays');
      chunks.push(value);
      size += value.length;
    }
    const all = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all.buffer;
  }

  // Body is what Request and Response have in common (§5.3).
  let contentOf;
  class Body {
    #content = null; // { bytes } or { stream }, null for none
    #used = false;

    static {
      contentOf = (b, content) => (content === undefined ? b.#content : (b.#content = content));
    }

    get body() {
      if (this.#content === null) return null;
      if (!this.#content.stream) {
        this.#content = { stream: new Blob([this.#content.bytes]).stream() };
        if (this.#used) this.#content.stream.cancel();
      }
      return this.#content.stream;
    }
    get bodyUsed() {
      return this.#content !== null && (this.#used || Boolean(this.#content.stream?._disturbed));
    }

    async #all() {
      if (this.#content === null) return new ArrayBuffer(0);
      if (this.bodyUsed || this.#content.stream?.locked) throw new TypeError('Body is unusable: it has been read already, or is being read');
      this.#used = true;
      return this.#content.stream ? drain(this.#content.stream) : this.#content.bytes;
    }
    async arrayBuffer() { return (await this.#all()).slice(0) }
    async blob() { return new Blob([await this.#all()], { type: this.headers.get('content-type') ?? '' }) }
    async bytes() { return new Uint8Array((await this.#all()).slice(0)) }
    async json() { return JSON.parse(new TextDecoder().decode(await this.#all())) }
    async text() { return new TextDecoder().decode(await this.#all()) }
    async formData() {
      const type = this.headers.get('content-type') ?? '';
      const bytes = await this.#all();
      const form = new FormData();
      if (/^application\/x-www-form-urlencoded(;|$)/i.test(type)) {
        for (const [name, value] of new URLSearchParams(new TextDecoder().decode(bytes))) form.append(name, value);
        return form;
      }
      for (const [name, value, file, kind] of native.parts(bytes, type)) {
        if (file === undefined) form.append(name, new TextDecoder().decode(value));
        else form.append(name, new File([value], file, { type: kind }));
      }
      return form;
    }

    // The copy's content; a stream is split.
    static copy(b) {
      if (b.bodyUsed || b.#content?.stream?.locked) throw new TypeError('Body is unusable: it has been read already, or is being read');
      if (!b.#content?.stream) return b.#content;
      const [one, other] = b.#content.stream.tee();
      b.#content = { stream: one };
      return { stream: other };
    }
  }
  const { copy } = Body;
  delete Body.copy;
  const share = (c) => {
    for (const name of ['body', 'bodyUsed', 'arrayBuffer', 'blob', 'bytes', 'json', 'text', 'formData']) {
      Object.defineProperty(c.prototype, name, Object.getOwnPropertyDescriptor(Body.prototype, name));
    }
    Object.setPrototypeOf(c.prototype, Object.prototype); // Body is no class of the standard's
  };

  // §5.4
  const redirects = ['follow', 'error', 'manual'];
  const modes = ['cors', 'no-cors', 'same-origin', 'navigate'];
  const credentials = ['omit', 'same-origin', 'include'];
  const caches = ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'];
  class Request extends Body {
    #of;
    constructor(input, init) {
      super();
      need(arguments, 1, 'Request');
      init = dictionary(init, 'Request');
      const from = input instanceof Request ? input : null;
      const of = (this.#of = from
        ? { ...from.#of, headers: new Headers([...headersOf(from.headers)]) }
        : { method: 'GET', url: '', headers: new Headers(), redirect: 'follow', mode: 'cors', credentials: 'same-origin', cache: 'default', keepalive: false, integrity: '', referrer: 'about:client', referrerPolicy: '', signal: null });
      if (!from) {
        let url;
        try {
          url = new URL(text(input));
        } catch {
          throw new TypeError(`${JSON.stringify(text(input))} is no URL; a script has no address of its own, so it must be a whole one`);
        }
        if (url.username !== '' || url.password !== '') throw new TypeError(`${url.origin}: a URL with credentials is refused; send an Authorization header`);
        of.url = url.href;
      }
      if (init.window !== undefined && init.window !== null) throw new TypeError('window is null here');
      if (init.method !== undefined) {
        const method = text(init.method);
        if (!isToken(method)) throw new TypeError(`${JSON.stringify(method)} is no method`);
        if (/^(connect|trace|track)$/i.test(method)) throw new TypeError(`the method ${method} is forbidden`);
        of.method = /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
      }
      if (init.redirect !== undefined) of.redirect = oneOf(init.redirect, redirects, 'redirect');
      if (init.mode !== undefined) of.mode = oneOf(init.mode, modes, 'mode');
      if (init.credentials !== undefined) of.credentials = oneOf(init.credentials, credentials, 'credentials');
      if (init.cache !== undefined) of.cache = oneOf(init.cache, caches, 'cache');
      if (init.keepalive !== undefined) of.keepalive = Boolean(init.keepalive);
      if (init.integrity !== undefined) of.integrity = text(init.integrity);
      if (init.referrer !== undefined) of.referrer = text(init.referrer);
      if (init.referrerPolicy !== undefined) of.referrerPolicy = text(init.referrerPolicy);
      const followed = init.signal !== undefined ? init.signal : from ? from.signal : null;
      if (followed !== null && !(followed instanceof AbortSignal)) throw new TypeError('signal is no AbortSignal');
      of.signal = followed ? AbortSignal.any([followed]) : new AbortController().signal;
      if (init.headers !== undefined) of.headers = new Headers(init.headers);
      const bodiless = of.method === 'GET' || of.method === 'HEAD';
      let content = null;
      if (init.body !== undefined && init.body !== null) {
        if (bodiless) throw new TypeError(`a request with the method ${of.method} has no body`);
        content = extract(init.body);
        if (content.stream && init.duplex !== 'half') throw new TypeError("a body that is a stream wants { duplex: 'half' }");
        if (content.type !== null && !of.headers.has('content-type')) of.headers.append('content-type', content.type);
      } else if (from && contentOf(from) !== null) {
        if (bodiless) throw new TypeError(`a request with the method ${of.method} has no body`);
        content = copy(from);
        if (!content.stream) void from.arrayBuffer(); // it is handed over
      }
      contentOf(this, content);
    }
    get method() { return this.#of.method }
    get url() { return this.#of.url }
    get headers() { return this.#of.headers }
    get destination() { return '' }
    get referrer() { return this.#of.referrer }
    get referrerPolicy() { return this.#of.referrerPolicy }
    get mode() { return this.#of.mode }
    get credentials() { return this.#of.credentials }
    get cache() { return this.#of.cache }
    get redirect() { return this.#of.redirect }
    get integrity() { return this.#of.integrity }
    get keepalive() { return this.#of.keepalive }
    get duplex() { return 'half' }
    get signal() { return this.#of.signal }
    clone() {
      const content = copy(this);
      const other = new Request(this.url, { ...this.#of, signal: this.signal });
      contentOf(other, content);
      return other;
    }
  }
  share(Request);
  tag(Request, 'Request');

  // §5.5
  let answer;
  class Response extends Body {
    #of = { type: 'default', url: '', redirected: false, status: 200, statusText: '', headers: null };

    static {
      answer = (of, bytes) => {
        const r = new Response();
        r.#of = of;
        contentOf(r, bytes === null ? null : { bytes });
        return r;
      };
    }

    constructor(body, init) {
      super();
      init = dictionary(init, 'Response');
      const of = this.#of;
      if (init.status !== undefined) {
        const status = Math.trunc(Number(init.status)) || 0;
        if (status < 200 || status > 599) throw new RangeError(`${status} is no status of a Response: it is from 200 to 599`);
        of.status = status;
      }
      if (init.statusText !== undefined) {
        of.statusText = text(init.statusText);
        if (/[^\t\x20-\x7e\x80-\xff]/.test(of.statusText)) throw new TypeError('the statusText is no reason phrase');
      }
      of.headers = new Headers(init.headers);
      if (body === undefined || body === null) return;
      if ([204, 205, 304].includes(of.status)) throw new TypeError(`a Response with the status ${of.status} has no body`);
      const content = extract(body);
      if (content.type !== null && !of.headers.has('content-type')) of.headers.append('content-type', content.type);
      contentOf(this, content);
    }
    static error() {
      return answer({ type: 'error', url: '', redirected: false, status: 0, statusText: '', headers: frozen([]) }, null);
    }
    static json(data, init) {
      need(arguments, 1, 'Response.json');
      const body = JSON.stringify(data);
      if (body === undefined) throw new TypeError('the value has no JSON');
      const r = new Response(body, init);
      if (!new Headers(init?.headers).has('content-type')) r.headers.set('content-type', 'application/json');
      return r;
    }
    static redirect(url, status = 302) {
      need(arguments, 1, 'Response.redirect');
      let at;
      try {
        at = new URL(text(url));
      } catch {
        throw new TypeError(`${JSON.stringify(text(url))} is no URL`);
      }
      if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`${status} is no status of a redirect`);
      return answer({ type: 'default', url: '', redirected: false, status, statusText: '', headers: frozen([['location', at.href]]) }, null);
    }
    get type() { return this.#of.type }
    get url() { return this.#of.url }
    get redirected() { return this.#of.redirected }
    get status() { return this.#of.status }
    get ok() { return this.status >= 200 && this.status <= 299 }
    get statusText() { return this.#of.statusText }
    get headers() { return this.#of.headers }
    clone() {
      const content = copy(this);
      const other = answer({ ...this.#of, headers: this.#of.type === 'default' ? new Headers([...headersOf(this.headers)]) : this.headers }, null);
      contentOf(other, content);
      return other;
    }
  }
  share(Response);
  tag(Response, 'Response');

  // §5.6
  async function fetch(input, init) {
    need(arguments, 1, 'fetch');
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    if (!/^https?:/.test(request.url)) throw new TypeError(`fetch failed: ${request.url} is not http: or https:`);
    const content = contentOf(request);
    let bytes = content === null ? null : content.bytes;
    if (content?.stream) bytes = await request.arrayBuffer();
    signal.throwIfAborted();
    const { promise, cancel } = native.send(request.method, request.url, headersOf(request.headers), bytes, request.redirect, request.credentials !== 'omit');
    let aborted;
    const end = new Promise((_, reject) => {
      aborted = () => {
        cancel();
        reject(signal.reason);
      };
    });
    signal.addEventListener('abort', aborted, { once: true });
    try {
      const [status, statusText, url, redirected, headers, body] = await Promise.race([promise, end]);
      return answer({ type: 'basic', url, redirected, status, statusText, headers: frozen(headers) }, body);
    } finally {
      signal.removeEventListener('abort', aborted);
    }
  }

  return { fetch, FormData, Headers, Request, Response };
})
