// Rooms of 50: all hear what one says, and the next one in turn speaks.
import { WebSocket } from 'k6/websockets';
import { oneEach } from './message.js';

export const options = oneEach();

export default function () {
  const seat = __VU % 50;
  const socket = new WebSocket(`${__ENV.URL}?n=${Math.ceil(__VU / 50)}`);
  socket.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.id % 50 === seat) {
      message.id += 1;
      socket.send(JSON.stringify(message));
    }
  };
}
