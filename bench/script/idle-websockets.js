// Every VU opens SOCKETS sockets and waits; the bench ends the process.
import { WebSocket } from 'k6/websockets';

const vus = Number(__ENV.VUS);
const sockets = Number(__ENV.SOCKETS);

export const options = {
  scenarios: { idle: { executor: 'per-vu-iterations', vus, iterations: 1, maxDuration: '10m' } },
};

export default function () {
  for (let i = 0; i < sockets; i++) {
    const socket = new WebSocket(__ENV.URL);
    socket.onmessage = () => {};
  }
}
