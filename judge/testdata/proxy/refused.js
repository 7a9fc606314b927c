// The proxy does not connect: the fault is its.
import { WebSocket } from 'k6/websockets';
import { is } from '../lib.js';

export const options = { thresholds: { 'ws_errors{phase:proxy}': ['count==1'] } };

export default function () {
  const log = [];
  const socket = new WebSocket(__ENV.NOBODY ?? __ENV.PLAIN);
  for (const type of ['open', 'message', 'error']) socket.addEventListener(type, () => log.push(type));
  socket.onclose = (e) => is('events', `${log} ${e.code} ${e.wasClean}`, 'error 1006 false');
}
