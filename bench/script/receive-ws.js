// Every VU holds one socket and parses what the server pushes; it closes when
// it has had all of it.
import { sleep } from 'k6';
import ws from 'k6/ws';
import { oneEach } from './message.js';

const messages = Number(__ENV.MESSAGES);

export const options = oneEach();

export default function () {
  ws.connect(__ENV.URL, null, (socket) => {
    let seen = 0;
    socket.on('message', (data) => {
      if (JSON.parse(data).id === 1000000) {
        seen += 1;
      }
      if (seen === messages) {
        socket.close(1000);
      }
    });
  });
}

// The bench reads the process's clock a moment after the last message: stay
// for that.
export function teardown() {
  sleep(1);
}
