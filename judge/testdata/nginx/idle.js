// nginx ends what is silent for a second, without a close frame.
import { WebSocket } from 'k6/websockets';
import { is } from '../lib.js';

export const options = { thresholds: { 'ws_errors{phase:close,code:eof}': ['count==1'] } };

export default function () {
  const log = [];
  const socket = new WebSocket(__ENV.URL);
  for (const type of ['open', 'message', 'error']) socket.addEventListener(type, () => log.push(type));
  socket.onclose = (e) => is('events', `${log} ${e.code} ${e.wasClean}`, 'open,error 1006 false');
}
