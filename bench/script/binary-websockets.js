// Every VU holds one socket and sends back what comes, as bytes, until the server
// closes it.
import { WebSocket } from 'k6/websockets';
import { oneEach } from './message.js';

export const options = oneEach();

export default function () {
  const socket = new WebSocket(__ENV.URL);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => socket.send(new Uint8Array(58).buffer);
  socket.onmessage = (event) => socket.send(event.data);
}
