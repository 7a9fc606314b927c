// Every VU opens SOCKETS sockets and waits; the bench ends the process.
import { WebSocket } from 'k6/websockets';
import { oneEach, params } from './message.js';

const sockets = Number(__ENV.SOCKETS);

export const options = oneEach();

export default function () {
  for (let i = 0; i < sockets; i++) {
    const socket = new WebSocket(__ENV.URL, null, params);
    socket.onmessage = () => {};
  }
}
