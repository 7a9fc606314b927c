// Every VU opens one socket and waits; the bench ends the process.
import ws from 'k6/ws';

export const options = {
  scenarios: { idle: { executor: 'per-vu-iterations', vus: Number(__ENV.VUS), iterations: 1, maxDuration: '10m' } },
};

export default function () {
  ws.connect(__ENV.URL, null, (socket) => {
    socket.on('message', () => {});
  });
}
