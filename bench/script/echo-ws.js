// Every VU holds one socket and plays ping-pong with the server until that closes
// it: parse, change a field, stringify, send.
import ws from 'k6/ws';
import { first, oneEach, params } from './message.js';

export const options = oneEach();

export default function () {
  ws.connect(__ENV.URL, params, (socket) => {
    socket.on('open', () => socket.send(first));
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      message.id += 1;
      socket.send(JSON.stringify(message));
    });
  });
}
