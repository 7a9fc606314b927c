// ignore: metric ws_msgs_sent
// ignore: metric checks
// ignore: check ::
// ignore: metric ws_msgs_received
// ignore: metric chat_delivery
// A chat room: every VU holds four sockets at once, gives each a name, and says
// something at random intervals until the session is over.
import { WebSocket } from 'k6/websockets';
import { check } from 'k6';
import { Trend } from 'k6/metrics';

const url = __ENV.URL + '/chat?room=' + Math.random();
const session = Number(1200); // ms
const said = new Trend('chat_delivery', true);

export const options = {
  vus: Number(__ENV.VUS || 5),
  iterations: Number(__ENV.VISITS || __ENV.VUS || 5),
};

function between(low, high) {
  return low + Math.floor(Math.random() * (high - low));
}

export default function () {
  for (let i = 0; i < 4; i++) {
    join(`visitor ${__VU}.${i}`);
  }
}

function join(name) {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';

  socket.addEventListener('open', () => {
    socket.send(JSON.stringify({ event: 'SET_NAME', new_name: name }));

    const talk = setInterval(() => {
      socket.send(JSON.stringify({ event: 'SAY', message: `it is ${Date.now()}` }));
    }, 1000 / 4 + 50);
    const leave = setTimeout(() => {
      clearInterval(talk);
      socket.send(JSON.stringify({ event: 'LEAVE' }));
      socket.close();
    }, session);

    socket.addEventListener('close', () => {
      clearInterval(talk);
      clearTimeout(leave);
    });
  });

  socket.addEventListener('message', (e) => {
    const message = JSON.parse(e.data);
    check(message, { 'the message has an event': (m) => typeof m.event === 'string' });
    if (message.event === 'SAY') {
      said.add(Date.now() - Number(message.message.split(' ')[2]));
    }
  });

  socket.addEventListener('error', (e) => console.error(`${name}: ${e.error}`));
}
