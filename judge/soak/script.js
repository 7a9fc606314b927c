// Sockets that open, talk, compress and end in every way, for as long as FOR
// says. Each end has counts of its own, on both sides.
import ws from 'k6/ws';
import { WebSocket } from 'k6/websockets';
import { setTimeout, setInterval, clearInterval, clearTimeout } from 'k6/timers';
import { Counter } from 'k6/metrics';

const each = 10; // sockets of a VU
const life = Number(__ENV.LIFE) * 1000; // ms that a socket lives at most
const ends = ['client', 'closing', 'server', 'broken', 'reset', 'fin', 'terminate'];

// Payload bytes; owed is what the server had still to send back when a socket
// ended, and stuck are sockets that outlived their time by far.
const sentBytes = new Counter('soak_sent_bytes');
const receivedBytes = new Counter('soak_received_bytes');
const owed = new Counter('soak_owed');
const surprises = new Counter('soak_surprises');
const stuck = new Counter('soak_stuck');

const thresholds = { soak_surprises: ['count==0'], soak_stuck: ['count==0'] };
for (const end of [...ends, 'ws_client', 'ws_server']) {
  for (const metric of ['ws_sessions', 'ws_msgs_sent', 'ws_msgs_received', 'soak_sent_bytes', 'soak_received_bytes', 'soak_owed']) {
    thresholds[`${metric}{end:${end}}`] = ['count>=0']; // only to be in the summary
  }
}

// The pause before is for a look at volley when it has VUs and no sockets.
const scenario = { executor: 'constant-vus', duration: __ENV.FOR, startTime: '2s', gracefulStop: '90s' };
export const options = {
  scenarios: {
    browser: { ...scenario, vus: Math.ceil(Number(__ENV.SOCKETS) / each), exec: 'browser' },
    blocking: { ...scenario, vus: Math.ceil(Number(__ENV.SOCKETS) / 40), exec: 'blocking' },
  },
  thresholds,
  websocketCloseTimeout: '60s', // however busy the machine is
};

const random = (from, to) => from + Math.floor(Math.random() * (to - from));
const pick = (list) => list[random(0, list.length)];
const urlOf = (end, way) => `${random(0, 2) && __ENV.SECURE ? __ENV.SECURE : __ENV.URL}/${way}?run=${end}`;

// One in a hundred messages is longer than a frame's short lengths, and than
// most buffers.
function message() {
  const size = random(0, 100) === 0 ? random(60000, 140000) : random(0, 300);
  if (random(0, 2)) return new Uint8Array(size).fill(size).buffer;
  return 'a conversation about nothing '.repeat(size / 29 + 1).slice(0, size);
}

const bytesOf = (data) => (typeof data === 'string' ? data.length : data.byteLength);

// browser keeps sockets of k6/websockets open for a while.
export function browser() {
  const until = Date.now() + 3 * life;
  const again = () => {
    if (Date.now() < until) one(again);
  };
  for (let i = 0; i < each; i++) one(again);
}

function one(again) {
  const way = pick(['plain', 'deflate', 'fresh']);
  const end = pick(ends);
  const tags = { end };
  const socket = new WebSocket(urlOf(end, way), [], { tags, ...(way === 'plain' ? {} : { compression: 'deflate' }) });
  socket.binaryType = 'arraybuffer';
  let due = 0; // messages the server owes
  let talk;
  let left = NaN; // when its end began
  let fault = 'no error';
  const lives = random(life / 20, life);
  const late = setTimeout(() => stuck.add(1, tags), lives + 60000);
  const say = (data, answers = 1) => {
    socket.send(data);
    sentBytes.add(bytesOf(data), tags);
    due += answers;
  };
  socket.onopen = () => {
    talk = setInterval(() => {
      for (let i = random(0, 3); i >= 0; i--) say(message());
    }, random(500, 2000));
    setTimeout(() => {
      left = Date.now();
      if (socket.readyState === 1) finish(socket, end, say, () => clearInterval(talk));
    }, lives);
  };
  socket.onmessage = (e) => {
    receivedBytes.add(bytesOf(e.data), tags);
    due--;
    if (due === 0 && socket.leaving) socket.close(1000);
  };
  socket.onerror = (e) => (fault = e.error);
  socket.onclose = (e) => {
    clearInterval(talk);
    clearTimeout(late);
    owed.add(due, tags);
    const want = { client: 1000, closing: 1000, server: 1000, broken: 1011 }[end] ?? 1006;
    if (e.code !== want || e.wasClean !== (want !== 1006)) {
      surprises.add(1, tags);
      console.error(`${end}, ${way}: closed with ${e.code} ${e.reason}, after ${Date.now() - left} ms: ${fault}`);
    }
    again();
  };
}

// finish ends a socket in its way. Where the server drops it we talk on, so
// that something is in flight.
function finish(socket, end, say, quiet) {
  switch (end) {
    case 'client':
      quiet();
      socket.leaving = true; // with the last answer
      say('the last');
      return;
    case 'closing': // what comes now is dropped, as the standard has it
      quiet();
      say('!push 20 200', 20);
      socket.close(1000);
      return;
    case 'server':
      quiet();
      say('!close 1000 enough', 0);
      return;
    case 'terminate':
      quiet();
      say('!push 20 200', 20);
      setTimeout(() => socket.terminate(), random(0, 20));
      return;
    default:
      say({ broken: '!close 1011 broke', reset: '!rst', fin: '!fin' }[end], 0);
      for (let i = 0; i < 5; i++) say(message());
  }
}

// blocking has one socket of k6/ws after the other.
export function blocking() {
  const end = pick(['ws_client', 'ws_server']);
  const way = pick(['plain', 'fresh']);
  const tags = { end };
  let due = 0;
  ws.connect(urlOf(end, way), { tags, ...(way === 'plain' ? {} : { compression: 'deflate' }) }, (socket) => {
    let done = false;
    const say = (data, answers = 1) => {
      if (typeof data === 'string') socket.send(data);
      else socket.sendBinary(data);
      sentBytes.add(bytesOf(data), tags);
      due += answers;
    };
    socket.on('open', () => {
      socket.setInterval(() => done || say(message()), random(500, 2000));
      socket.setTimeout(() => {
        done = true;
        if (end === 'ws_client') socket.close(1000);
        else say('!close 1000 enough', 0);
      }, random(life / 20, life));
      socket.setTimeout(() => stuck.add(1, tags), life + 60000);
    });
    const hear = (data) => {
      receivedBytes.add(bytesOf(data), tags);
      due--;
    };
    socket.on('message', hear);
    socket.on('binaryMessage', hear);
    socket.on('close', (code) => {
      if (code !== 1000) {
        surprises.add(1, tags);
        console.error(`${end}, ${way}: closed with ${code}`);
      }
    });
  });
  owed.add(due, tags);
}
