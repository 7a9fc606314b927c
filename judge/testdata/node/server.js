'use strict';
// A server on npm's ws that does what judge/doc.go says. It says its address, one line a way, on
// standard output and ends with its standard input.
const http = require('node:http');
const { WebSocketServer, PerMessageDeflate } = require('ws');

const ways = {
  plain: { perMessageDeflate: false },
  deflate: { perMessageDeflate: { threshold: 0 } },
  fresh: { perMessageDeflate: { threshold: 1024, serverNoContextTakeover: true, clientNoContextTakeover: true } },
  narrow: { perMessageDeflate: { threshold: 0, serverMaxWindowBits: 9 } },
};
for (const way of Object.keys(ways)) {
  ways[way] = new WebSocketServer({
    noServer: true,
    maxPayload: 64 << 20,
    handleProtocols: (offered) => ['judge.v2', 'judge.v1'].find((p) => offered.has(p)) ?? false,
    ...ways[way],
  });
}

// Every compressed message passes here, once in each direction.
for (const [method, field] of [['compress', 'deflatedOut'], ['decompress', 'deflatedIn']]) {
  const inner = PerMessageDeflate.prototype[method];
  PerMessageDeflate.prototype[method] = function (data, fin, callback) {
    if (fin) this.judged[field]++;
    return inner.call(this, data, fin, callback);
  };
}

const runs = new Map();
function run(name) {
  if (!runs.has(name)) {
    runs.set(name, {
      sockets: 0, open: 0, pings: 0, pongs: 0, closes: {}, wireIn: 0, wireOut: 0, deflatedIn: 0, deflatedOut: 0, faults: [],
      left: 0, // binary messages that the kernel has, or HTTP/2's flow control let go
      in: { text: 0, binary: 0, bytes: 0 }, out: { text: 0, binary: 0, bytes: 0 },
    });
  }
  return runs.get(name);
}

function count(tally, binary, size) {
  tally[binary ? 'binary' : 'text']++;
  tally.bytes += size;
}

const waiting = []; // { stats, answer }
function settle() {
  for (let i = waiting.length - 1; i >= 0; i--) {
    if (waiting[i].stats.open === 0) waiting.splice(i, 1)[0].answer();
  }
}

const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://judge');
  if (url.pathname !== '/stats') {
    response.writeHead(404).end();
    return;
  }
  const stats = run(url.searchParams.get('run'));
  let answered = false;
  const answer = () => {
    if (answered) return;
    answered = true;
    clearTimeout(late);
    if (stats.open > 0) stats.faults.push(`${stats.open} sockets still open`);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(stats));
  };
  const late = setTimeout(answer, 20000);
  waiting.push({ stats, answer });
  settle();
});

server.on('upgrade', (request, tcp, head) => {
  const url = new URL(request.url, 'http://judge');
  const stats = run(url.searchParams.get('run'));
  // Open until both TCP and ws say it is over: either may be first.
  stats.open++;
  tcp.on('close', () => {
    stats.wireIn += tcp.bytesRead;
    stats.wireOut += tcp.bytesWritten;
    stats.open--;
    settle();
  });
  ways[url.pathname.slice(1)].handleUpgrade(request, tcp, head, (ws) => {
    stats.open++;
    visit(ws, tcp, stats);
  });
});

function visit(ws, tcp, stats) {
  stats.sockets++;
  const agreed = ws._extensions[PerMessageDeflate.extensionName]; // ws tells only its own code
  if (agreed) agreed.judged = stats;
  const say = (data, binary) => {
    ws.send(data, { binary }, (error) => {
      if (binary && !error) stats.left++;
    });
    count(stats.out, binary, Buffer.byteLength(data));
  };
  const asked = new Map(); // pings of ours
  ws.on('ping', () => stats.pings++);
  ws.on('pong', (payload) => {
    stats.pongs++;
    const text = payload.toString();
    if (asked.delete(text)) say(`pong ${text}`, false);
  });
  ws.on('message', (data, binary) => {
    count(stats.in, binary, data.length);
    if (binary || data[0] !== 0x21) {
      say(data, binary);
      return;
    }
    const [word, ...rest] = data.toString().split(' ');
    const order = orders[word];
    if (!order) stats.faults.push(`nobody knows ${word}`);
    else order({ ws, tcp, stats, say, asked, agreed }, ...rest);
  });
  ws.on('error', (error) => stats.faults.push(String(error)));
  ws.on('close', (code, reason) => {
    const end = `${code} ${reason}`.trim();
    stats.closes[end] = (stats.closes[end] ?? 0) + 1;
    stats.open--;
    settle();
  });
}

const orders = {
  '!close': ({ ws }, code, ...reason) => (code === '1005' ? ws.close() : ws.close(Number(code), reason.join(' '))),
  '!fin': ({ ws }) => ws.terminate(),
  '!rst': ({ tcp }) => tcp.resetAndDestroy(),
  '!ping': ({ ws, asked }, ...payload) => {
    asked.set(payload.join(' '), true);
    ws.ping(payload.join(' '));
  },
  '!fragments': ({ ws, stats }, size) => {
    const text = letters(Number(size));
    let at = 0;
    // An empty frame first, pings between, an empty one at the end.
    for (let step = 0; at < text.length; step = step * 3 + 1) {
      ws.send(text.slice(at, at + step), { fin: false, binary: false });
      ws.ping(`at ${at}`);
      at += step;
    }
    ws.send('', { fin: true, binary: false });
    count(stats.out, false, text.length);
  },
  '!push': ({ say }, many, size) => {
    const data = Buffer.from(letters(Number(size)));
    for (let i = 0; i < Number(many); i++) say(data, true);
  },
  '!left': ({ say, stats }) => say(String(stats.left), false),
  '!protocol': ({ ws, say }) => say(ws.protocol, false),
  '!extensions': ({ agreed, say }) => say(agreed ? JSON.stringify(agreed.params) : '', false),
};

function letters(n) {
  return 'abcdefghijklmnopqrstuvwxyz'.repeat(n / 26 + 1).slice(0, n);
}

server.listen(0, '127.0.0.1', () => {
  for (const way of Object.keys(ways)) console.log(way, `127.0.0.1:${server.address().port}`);
});
process.stdin.on('end', () => process.exit(0)).resume();
module.exports = server;
