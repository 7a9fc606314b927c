import ws from 'k6/ws';
import http from 'k6/http';
import { check } from 'k6';
export const options = { iterations: 1, userAgent: 'team/1.0' };
export default function () {
  http.cookieJar().set(`${__ENV.URL.replace('ws', 'http')}/`, 'sid', 'e=1');
  const params = { headers: { 'Sec-WebSocket-Protocol': 'v2.chat, v1.chat', Origin: 'https://example.com', 'X-N': 5, 'X-Null': null, 'X-List': ['a', 'b'] }, tags: { n: 1, yes: true, s: 's' }, compression: 'deflate' };
  const res = ws.connect(`${__ENV.URL}/echo?deflate=1#frag`, params, function (socket) {
    const seen = [];
    let ticks = 0;
    socket.on('open', function open() {
      socket.send('text'); socket.sendBinary(new Uint8Array([1, 2, 255]).buffer); socket.send(''); socket.sendBinary(new ArrayBuffer(0));
      socket.send(42); socket.send({ a: 1 }); socket.send([1, [2]]); socket.send(true); socket.send(null); socket.send('\u{1F600}é\0');
      socket.setInterval(() => { if (++ticks === 2) socket.ping(); }, 5.5);
    });
    socket.on('message', (m) => seen.push(JSON.stringify(m)));
    socket.on('binaryMessage', (b) => seen.push(`${b.constructor.name}:${new Uint8Array(b).join()}`));
    socket.on('pong', () => { console.log('pong', seen.length); socket.close(3001); });
    socket.on('close', (c) => console.log('close', c, seen.join(' ')));
    socket.on('nonsense', () => console.log('never'));
    socket.setTimeout(() => console.log('first timer'), 0.5);
    for (const a of [[() => {}, 0], [() => {}, -1], [() => {}]]) for (const f of ['setTimeout', 'setInterval']) { try { socket[f](...a); console.log('fine'); } catch (e) { console.log(f, String(e)); } }
    for (const a of [[], ['x'], [null], [new Uint8Array(1)], [5]]) { try { socket.sendBinary(...a); console.log('fine'); } catch (e) { console.log(String(e), e.name, e.value, e.value.error()); } }
  });
  check(res, { protocol: (r) => r.headers['Sec-Websocket-Protocol'] === 'v2.chat', keys: (r) => Object.keys(r).sort().join() === 'body,error,headers,status,url' });
  console.log(res.url === `${__ENV.URL}/echo?deflate=1#frag`, Object.keys(res.headers).sort().join(), res.body === '', res.error === '');
}
