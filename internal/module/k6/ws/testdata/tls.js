// Over TLS.
// env: URL={{TLS}}
import ws from 'k6/ws';

export default function () {
  const res = ws.connect(`${__ENV.URL}/echo`, (socket) => {
    socket.on('open', () => socket.send('safe'));
    socket.on('message', (text) => { console.log(text); socket.close(); });
// want: safe
  });
  console.log(res.status);
// want: 101
}
// want metric: ws_tls_handshaking 1
