// Compression is asked for, and a server that keeps its window is understood.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  const texts = ['a'.repeat(2000), 'b'.repeat(2000), 'a'.repeat(2000), ''];
  let n = 0;
  const res = ws.connect(`${__ENV.URL}/deflate`, { compression: ' deflate ' }, (socket) => {
    socket.on('open', () => texts.forEach((text) => socket.send(text)));
    socket.on('message', (text) => {
      console.log(text === texts[n]);
      if (++n === texts.length) socket.close(1000);
    });
// want: true
// want: true
// want: true
// want: true
  });
  console.log(res.headers['Sec-Websocket-Extensions'].startsWith('permessage-deflate'));
// want: true
}
// want metric: ws_payload_sent 6000
// want metric: ws_payload_received 6000
