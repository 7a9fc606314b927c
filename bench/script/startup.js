// One VU, one connection: how soon does it knock?
import ws from 'k6/ws';

export default function () {
  ws.connect(__ENV.URL, null, (socket) => {
    socket.on('open', () => socket.close(1000));
  });
}
