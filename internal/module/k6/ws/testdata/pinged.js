// The server's pings are answered, and are events.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  let pongs = 0;
  ws.connect(`${__ENV.URL}/pinger?n=1`, (socket) => {
    socket.on('ping', (...args) => console.log('ping', args.length));
    socket.on('message', (text) => {
      console.log(text);
      if (++pongs === 1) socket.close();
    });
// want: ping 0
// want: pong 1
  });
}
// want metric: ws_ping 0
