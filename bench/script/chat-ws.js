// Rooms of 50: all hear what one says, and the next one in turn speaks.
import ws from 'k6/ws';
import { oneEach } from './message.js';

export const options = oneEach();

export default function () {
  const seat = __VU % 50;
  ws.connect(`${__ENV.URL}?n=${Math.ceil(__VU / 50)}`, null, (socket) => {
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      if (message.id % 50 === seat) {
        message.id += 1;
        socket.send(JSON.stringify(message));
      }
    });
  });
}
