// Messages that come in one packet with the 101 are not lost.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(`${__ENV.URL}/early?n=3`, (socket) => {
    socket.on('open', () => console.log('open'));
    socket.on('message', (text) => { console.log(text); if (text === 'early 3') socket.close(); });
// want: open
// want: early 1
// want: early 2
// want: early 3
  });
}
// want metric: ws_msgs_received 3
