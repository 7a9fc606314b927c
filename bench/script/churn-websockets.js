// Connect, open, close, again and again.
import { WebSocket } from 'k6/websockets';

// Several ports, so that local ports in TIME_WAIT do not run out.
const urls = __ENV.URLS.split(',');

export const options = {
  scenarios: {
    churn: { executor: 'constant-vus', vus: Number(__ENV.VUS), duration: `${__ENV.DURATION}ms` },
  },
};

export default function () {
  const socket = new WebSocket(urls[__VU % urls.length]);
  socket.onopen = () => socket.close();
}
