// Every VU holds one socket and parses what the server pushes; it closes when
// it has had all of it.
import { sleep } from 'k6';
import { WebSocket } from 'k6/websockets';
import { oneEach } from './message.js';

const messages = Number(__ENV.MESSAGES);

export const options = oneEach();

export default function () {
  const socket = new WebSocket(__ENV.URL);
  let seen = 0;
  socket.onmessage = (event) => {
    if (JSON.parse(event.data).id === 1000000) {
      seen += 1;
    }
    if (seen === messages) {
      socket.close();
    }
  };
}

// The bench reads the process's clock a moment after the last message: stay
// for that.
export function teardown() {
  sleep(1);
}
