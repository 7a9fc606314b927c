// Every VU holds SOCKETS sockets that are silent but for a heartbeat every 10 s,
// which the server returns, until that closes them.
import { WebSocket } from 'k6/websockets';
import { oneEach } from './message.js';

const sockets = Number(__ENV.SOCKETS);

export const options = oneEach();

export default function () {
  for (let i = 0; i < sockets; i++) {
    const socket = new WebSocket(__ENV.URL);
    let beat;
    socket.onopen = () => {
      beat = setInterval(() => socket.send('{"type":"heartbeat"}'), 10000);
    };
    socket.onmessage = () => {};
    socket.onclose = () => clearInterval(beat);
  }
}
