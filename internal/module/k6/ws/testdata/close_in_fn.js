// A close in connect's function: its handlers run at once, open follows all the same.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(`${__ENV.URL}/echo`, (socket) => {
    socket.on('open', () => console.log('open'));
    socket.on('close', (code) => console.log('close', code));
    socket.close(3000);
    socket.close(3001);
    console.log('goes on');
  });
// want: close 3000
// want: goes on
// want: open
}
// want metric: ws_session_duration 1
// want metric: ws_open_sockets 0
