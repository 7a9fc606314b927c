// A message comes back in both modules, with TLS and without.
import ws from 'k6/ws';
import { WebSocket } from 'k6/websockets';
import { is } from '../lib.js';

const params = __ENV.PROXY ? { proxy: __ENV.PROXY === 'none' ? '' : __ENV.PROXY } : {};

export default function () {
  for (const url of [__ENV.PLAIN, __ENV.SECURE]) {
    ws.connect(url, params, (socket) => {
      socket.on('open', () => socket.send('hello'));
      socket.on('message', (d) => {
        is('k6/ws', d, 'hello');
        socket.close(1000);
      });
    });
    const socket = new WebSocket(url, [], params);
    socket.onopen = () => socket.send('hello');
    socket.onmessage = (e) => {
      is('k6/websockets', e.data, 'hello');
      socket.close(1000);
    };
    socket.onclose = (e) => is('closed', e.code, 1000);
  }
}
