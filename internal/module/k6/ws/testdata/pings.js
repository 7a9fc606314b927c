// An own ping: a pong event and one value of ws_ping; pings are no messages.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  let pongs = 0;
  ws.connect(`${__ENV.URL}/echo`, (socket) => {
    socket.on('open', () => {
      socket.ping('ignored');
      socket.ping();
    });
    socket.on('pong', (...args) => {
      console.log('pong', args.length);
      if (++pongs === 2) socket.close();
    });
// want: pong 0
// want: pong 0
  });
}
// want metric: ws_ping 2
// want metric: ws_msgs_sent 0
// want metric: ws_msgs_received 0
