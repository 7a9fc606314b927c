// checks: 4
import { io } from 'socket.io-client';
import { check } from 'k6';

export default async function () {
  const socket = io(`ws://${__ENV.HOST}/chat`, { transports: ['websocket'], auth: { token: 'let me in' }, reconnection: false });
  await new Promise((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  const sent = new Uint8Array([1, 2, 3]);
  const [text, bytes, token] = await new Promise((resolve) => socket.emit('echo', 'hé', sent, (...all) => resolve(all)));
  const told = await new Promise((resolve) => {
    socket.on('told', resolve);
    socket.emit('ask');
  });
  check(null, {
    'text comes back': () => text === 'hé',
    'bytes come back': () => new Uint8Array(bytes).join() === '1,2,3',
    'the handshake had the token': () => token === 'let me in',
    'an event with bytes inside': () => told.n === 1 && new Uint8Array(told.list[1]).join() === '1,2,3',
  });
  socket.disconnect();
}
