// Every VU holds SOCKETS sockets that play ping-pong with the server until that
// closes them: parse, change a field, stringify, send.
import { WebSocket } from 'k6/websockets';
import { first, oneEach, params } from './message.js';

const sockets = Number(__ENV.SOCKETS);

export const options = oneEach();

export default function () {
  for (let i = 0; i < sockets; i++) {
    const socket = new WebSocket(__ENV.URL, null, params);
    socket.onopen = () => socket.send(first);
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      message.id += 1;
      socket.send(JSON.stringify(message));
    };
  }
}
