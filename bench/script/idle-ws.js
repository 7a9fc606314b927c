// Every VU opens one socket and waits; the bench ends the process.
import ws from 'k6/ws';
import { oneEach, params } from './message.js';

export const options = oneEach();

export default function () {
  ws.connect(__ENV.URL, params, (socket) => {
    socket.on('message', () => {});
  });
}
