'use strict';
// Clients judge volley's built-in server: npm's ws and undici, with the same
// questions. It takes the server's ws and wss addresses, writes what is wrong to
// standard error and the number of right answers to standard output.
const { WebSocket: Undici, Agent } = require('undici');
const WS = require('ws');

const [plain, secure] = process.argv.slice(2);
const trusting = new Agent({ connect: { rejectUnauthorized: false } });
const clients = {
  ws: (url, protocols = []) => new WS(url, protocols, { rejectUnauthorized: false }),
  undici: (url, protocols = []) => new Undici(url, { protocols, dispatcher: trusting }),
};
const sizes = [0, 1, 125, 126, 65535, 65536, 1 << 20];

let right = 0;
function is(what, got, want) {
  if (got === want) right++;
  else {
    console.error(`${what}: ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
    process.exitCode = 1;
  }
}

// talk opens a socket, gives each message to step, and resolves with the close
// event and the types of all events.
function talk(open, url, { protocols, start, step } = {}) {
  return new Promise((resolve) => {
    const socket = open(url, protocols);
    const events = [];
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      events.push('open');
      start?.(socket);
    });
    socket.addEventListener('message', ({ data }) => {
      events.push('message');
      step?.(data, socket);
    });
    socket.addEventListener('error', () => {
      events.push('error');
      if (events.length === 1) resolve({ events }); // undici 6 has no close event then
    });
    socket.addEventListener('close', (e) => resolve({ code: e.code, reason: e.reason, clean: e.wasClean, events, socket }));
  });
}

function payload(size, binary) {
  const text = 'a'.repeat(size % 10) + 'aé€😀'.repeat(Math.floor(size / 10));
  return binary ? new TextEncoder().encode(text) : text;
}

function equal(data, want) {
  return typeof want === 'string' ? data === want : Buffer.compare(Buffer.from(data), Buffer.from(want)) === 0;
}

async function echo(name, open, url, deflated) {
  const all = sizes.flatMap((size) => [payload(size, false), payload(size, true)]);
  let at = 0;
  const end = await talk(open, url, {
    start: (s) => all.forEach((d) => s.send(d)),
    step: (data, s) => {
      if (!equal(data, all[at])) console.error(`${name} ${url}: message ${at} differs`);
      if (++at === all.length) s.close(4000, 'thank you');
    },
  });
  is(`${name} ${url}: messages`, at, all.length);
  is(`${name} ${url}: end`, `${end.code} ${end.clean}`, '4000 true');
  is(`${name} ${url}: extensions`, end.socket.extensions.startsWith('permessage-deflate'), deflated);
}

async function ask(name, open) {
  for (const base of [plain, secure]) {
    await echo(name, open, `${base}/echo`, false);
    await echo(name, open, `${base}/echo?deflate=1`, true);
  }
  for (const [code, reason] of [[1000, ''], [1001, 'away'], [1011, 'it broke'], [3000, 'ü€😀'], [4999, 'x'.repeat(123)], [1005, '']]) {
    const end = await talk(open, `${plain}/close?code=${code}&reason=${encodeURIComponent(reason)}`);
    is(`${name} close`, `${end.code} ${end.reason} ${end.clean}`, `${code} ${reason} true`);
  }
  const dropped = await talk(open, `${plain}/drop`, { start: (s) => s.send('now') });
  is(`${name} drop`, `${dropped.code} ${dropped.clean}`, '1006 false');
  const refused = await talk(open, `${plain}/status?code=403`);
  is(`${name} refused`, `${refused.events}`, 'error');
  const counted = await talk(open, `${plain}/count?n=5`);
  is(`${name} count`, `${counted.events} ${counted.code}`, 'open,message,message,message,message,message 1000');
  let said = '';
  await talk(open, `${plain}/ping?every=500ms`, {
    protocols: ['judge.v2', 'judge.v1'],
    start: (s) => setTimeout(() => s.send('still here'), 1200), // two pings later
    step: (data, s) => {
      said = `${data} ${s.protocol}`;
      s.close();
    },
  });
  is(`${name} ping`, said, 'still here judge.v2');
  const ends = await Promise.all(Array.from({ length: 200 }, (_, i) => talk(open, `${plain}/echo`, {
    start: (s) => s.send(`socket ${i}`),
    step: (data, s) => s.close(data === `socket ${i}` ? 1000 : 4999),
  })));
  is(`${name} many`, ends.filter((e) => e.code === 1000 && e.clean).length, 200);
}

(async () => {
  for (const [name, open] of Object.entries(clients)) await ask(name, open);
  console.log(right);
})();
