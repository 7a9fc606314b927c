import ws from 'k6/ws';
import { check } from 'k6';
export const options = { iterations: 1, thresholds: { checks: ['rate==1'] } };
const types = { 0: 'open', 1: 'close', 2: 'ping', 3: 'pong', 4: 'message' };
export default function () {
  const url = `${__ENV.URL}/echo?EIO=4&transport=websocket&t=${encodeURIComponent('a b+c')}`;
  const acks = {};
  const res = ws.connect(url, { tags: { proto: 'socket.io' } }, (socket) => {
    let id = 0;
    const emit = (name, ...args) => { const cb = typeof args.at(-1) === 'function' ? args.pop() : null; if (cb) acks[id] = cb; socket.send(`42${cb ? id++ : ''}${JSON.stringify([name, ...args])}`); };
    socket.on('open', () => { socket.send('40'); });
    socket.on('message', (packet) => {
      const [, eio, sio, n, body] = /^(\d)(\d)?(\d*)([\s\S]*)$/.exec(packet);
      console.log(types[eio], sio, n, body);
      if (packet === '40') emit('join', { room: 'r1' }, (reply) => { console.log('ack', JSON.stringify(reply)); emit('say', 'hi', 'there'); });
      else if (n !== '') { const [name, ...rest] = JSON.parse(body); acks[n](rest); check(name, { 'is join': (x) => x === 'join' }); }
      else { emit; socket.send('2probe'); if (packet === '2probe') socket.close(); }
    });
    socket.on('close', (code) => console.log('code', code));
    socket.setInterval(() => socket.send('2'), 60000);
  });
  check(res, { connected: (r) => r.status === 101 });
}
