// Every VU holds one socket and sends back what comes, as bytes, until the server
// closes it.
import ws from 'k6/ws';
import { oneEach } from './message.js';

export const options = oneEach();

export default function () {
  ws.connect(__ENV.URL, null, (socket) => {
    socket.on('open', () => socket.sendBinary(new Uint8Array(58).buffer));
    socket.on('binaryMessage', (data) => socket.sendBinary(data));
  });
}
