// A message comes back, in both modules.
import ws from 'k6/ws';
import { WebSocket } from 'k6/websockets';
import { is } from '../lib.js';

export const options = {
  ...(__ENV.TLS ? { tlsVersion: __ENV.TLS } : {}),
  ...(__ENV.CERT ? { tlsAuth: [{ domains: ['localhost'], cert: open(__ENV.CERT), key: open(__ENV.KEY) }] } : {}),
};

export default function () {
  ws.connect(__ENV.URL, (socket) => {
    socket.on('open', () => socket.send('hello'));
    socket.on('message', (d) => {
      is('k6/ws', d, 'hello');
      socket.close(1000);
    });
  });
  const socket = new WebSocket(__ENV.URL);
  socket.onopen = () => socket.send('hello');
  socket.onmessage = (e) => {
    is('k6/websockets', e.data, 'hello');
    socket.close(1000);
  };
  socket.onclose = (e) => is('closed', e.code, 1000);
}
