// Ten connections, one after the other, in both modules.
import ws from 'k6/ws';
import { WebSocket } from 'k6/websockets';
import { is } from '../lib.js';

export default async function () {
  for (let i = 0; i < 5; i++) {
    ws.connect(__ENV.URL, (socket) => {
      socket.on('open', () => socket.send('hello'));
      socket.on('message', () => socket.close(1000));
      socket.on('close', (code) => is('k6/ws', code, 1000));
    });
    const socket = new WebSocket(__ENV.URL);
    socket.onopen = () => socket.send('hello');
    socket.onmessage = () => socket.close(1000);
    await new Promise((resolve) => (socket.onclose = (e) => resolve(is('k6/websockets', e.code, 1000))));
  }
}
