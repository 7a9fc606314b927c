// Connect, open, close, again and again.
import ws from 'k6/ws';

// Several ports, so that local ports in TIME_WAIT do not run out.
const urls = __ENV.URLS.split(',');

export const options = {
  scenarios: {
    churn: { executor: 'constant-vus', vus: Number(__ENV.VUS), duration: `${__ENV.DURATION}ms` },
  },
};

export default function () {
  ws.connect(urls[__VU % urls.length], null, (socket) => {
    socket.on('open', () => socket.close(1000));
  });
}
