// With the system tag ip a connection that fails has the address it was tried at.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect('ws://127.0.0.1:1/', () => {});
  ws.connect('http://', () => {});
  ws.connect(`${__ENV.URL}/echo`, (socket) => socket.close());
}
// want metric: ws_sessions{ip:127.0.0.1} 2
// want metric: ws_sessions 3
