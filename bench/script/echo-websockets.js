// Every VU holds one socket and plays ping-pong with the server: parse, change
// a field, stringify, send.
import { WebSocket } from 'k6/websockets';

const vus = Number(__ENV.VUS);

export const options = {
  scenarios: { echo: { executor: 'per-vu-iterations', vus, iterations: 1, maxDuration: '10m' } },
};

export default function () {
  const socket = new WebSocket(__ENV.URL);
  let over = false;
  socket.onopen = () => {
    socket.send('{"id":1000000,"text":"a message of 58 bytes","at":1764080}');
    setTimeout(() => {
      over = true;
      socket.close();
    }, Number(__ENV.DURATION));
  };
  socket.onmessage = (event) => {
    if (over) {
      return;
    }
    const message = JSON.parse(event.data);
    message.id += 1;
    socket.send(JSON.stringify(message));
  };
}
