// Every VU holds one socket and plays ping-pong with the server: parse, change
// a field, stringify, send.
import ws from 'k6/ws';

const vus = Number(__ENV.VUS);

export const options = {
  scenarios: { echo: { executor: 'per-vu-iterations', vus, iterations: 1, maxDuration: '10m' } },
};

export default function () {
  ws.connect(__ENV.URL, null, (socket) => {
    socket.on('open', () => socket.send('{"id":1000000,"text":"a message of 58 bytes","at":1764080}'));
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      message.id += 1;
      socket.send(JSON.stringify(message));
    });
    socket.setTimeout(() => socket.close(1000), Number(__ENV.DURATION));
  });
}
