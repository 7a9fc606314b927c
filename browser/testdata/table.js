'use strict';
// What both worlds share: the list of rows, and what a row is given.

let rows = [];

// row adds a behaviour: run gets a Row and logs what happens.
function row(name, run) {
  rows.push({ name, run });
}

// keep leaves only the rows whose names match.
function keep(pattern) {
  rows = rows.filter((row) => pattern.test(row.name));
}

// show writes a value as a text without anything that differs between runs.
function show(v) {
  if (typeof v === 'string') return v;
  if (Object.is(v, -0)) return '-0';
  if (v === null || (typeof v !== 'object' && typeof v !== 'function')) return String(v);
  if (typeof v === 'function') return 'function ' + v.name;
  if (Array.isArray(v)) return '[' + v.map(show).join(', ') + ']';
  if (v instanceof ArrayBuffer) return 'ArrayBuffer[' + new Uint8Array(v).join(' ') + ']';
  if (ArrayBuffer.isView(v)) return v.constructor.name + '[' + new Uint8Array(v.buffer, v.byteOffset, v.byteLength).join(' ') + ']';
  if (typeof DOMException === 'function' && v instanceof DOMException) return 'DOMException ' + v.name + ' ' + v.code;
  if (v instanceof Error) return v.name;
  if (typeof Blob === 'function' && v instanceof Blob) return 'Blob(' + v.size + ' ' + v.type + ')';
  return Object.prototype.toString.call(v);
}

class Row {
  constructor(index, emit) {
    this.host = PLAN.hosts[index];
    this.url = 'ws://' + this.host; // its segments are the server's steps
    this.http = 'http://' + this.host;
    this.dead = 'ws://' + PLAN.dead; // where nobody listens
    this.secure = 'wss://' + PLAN.secure; // the same steps, over TLS
    this.over = false;
    this.sockets = [];
    this.emit = emit;
  }

  // log keeps a line. After the row's end nothing is kept.
  log(...values) {
    if (this.over) return;
    this.emit(values.map(show).join(' ').replaceAll(this.host, 'HOST').replaceAll(PLAN.dead, 'DEAD').replaceAll(PLAN.secure, 'SECURE'));
  }

  // attempt logs what f returns or throws.
  attempt(label, f) {
    try {
      this.log(label + ':', f());
    } catch (e) {
      this.log(label + ': throws', e);
    }
  }

  // ws opens a socket whose server takes the steps of path.
  ws(path = '/', ...more) {
    const ws = new WebSocket(this.url + path, ...more);
    this.sockets.push(ws);
    return ws;
  }

  // address logs the url of a socket that is not kept.
  address(url, ...more) {
    this.attempt(typeof url === 'string' ? JSON.stringify(url) : show(url), () => {
      const ws = new WebSocket(url, ...more);
      const text = ws.url;
      ws.close();
      return text;
    });
  }

  // watch logs the events of a socket.
  watch(ws, name = '') {
    const own = name && name + ' ';
    ws.addEventListener('open', () => this.log(own + 'open', ws.readyState));
    ws.addEventListener('message', (e) => this.log(own + 'message', e.data));
    ws.addEventListener('error', () => this.log(own + 'error', ws.readyState));
    ws.addEventListener('close', (e) => this.log(own + 'close', e.code, JSON.stringify(e.reason), e.wasClean ? 'clean' : 'unclean', ws.readyState));
    return ws;
  }

  // once waits for the next event of a type.
  once(target, type) {
    return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
  }

  // follow watches a socket to its end.
  async follow(ws, name) {
    await this.once(this.watch(ws, name), 'close');
  }

  // task waits for a task of its own.
  task(ms = 0) {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  // saw logs what the row's server heard, once all its connections are over.
  async saw() {
    const ws = new WebSocket(this.url + '/saw');
    const e = await this.once(ws, 'message');
    for (const line of JSON.parse(e.data)) this.log('server:', line);
    ws.close();
  }
}

// runRow runs one row to its end, or for as long as a row may take.
async function runRow(index, emit) {
  const t = new Row(index, emit);
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => {
      t.log('NOT OVER IN TIME');
      resolve();
    }, PLAN.patience);
  });
  const body = async () => {
    try {
      await rows[index].run(t);
    } catch (e) {
      t.log('row throws', e, e && e.message);
    }
  };
  await Promise.race([late, body()]);
  clearTimeout(timer);
  t.over = true;
  for (const ws of t.sockets) ws.close();
}
