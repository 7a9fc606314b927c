import { WebSocket } from 'k6/websockets';
import { is } from '../lib.js';

// fails opens a socket that cannot be opened.
export function fails() {
  const log = [];
  const socket = new WebSocket(__ENV.URL);
  for (const type of ['open', 'message', 'error']) socket.addEventListener(type, () => log.push(type));
  socket.onclose = (e) => is('events', `${log} ${e.code} ${e.wasClean}`, 'error 1006 false');
}
