// Every VU opens SOCKETS sockets and waits; the bench ends the process. With SPEAK
// a message has gone to and fro.
import { WebSocket } from 'k6/websockets';

const sockets = Number(__ENV.SOCKETS);

export const options = {
  scenarios: { idle: { executor: 'per-vu-iterations', vus: Number(__ENV.VUS), iterations: 1, maxDuration: '10m' } },
  insecureSkipTLSVerify: true, // the server's certificate is its own
};

export default function () {
  for (let i = 0; i < sockets; i++) {
    const socket = new WebSocket(__ENV.URL, null, __ENV.COMPRESSION ? { compression: __ENV.COMPRESSION } : null);
    socket.onmessage = () => {};
    if (__ENV.SPEAK) {
      socket.onopen = () => socket.send('{"id":1000000,"text":"a message of 58 bytes","at":1764080}'.repeat(17));
    }
  }
}
