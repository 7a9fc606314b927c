// Compression is asked for, and a server that keeps its window is understood.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const texts = ['a'.repeat(2000), 'b'.repeat(2000), 'a'.repeat(2000), ''];
  const ws = new WebSocket(`${__ENV.URL}/deflate`, null, { compression: 'deflate' });
  let n = 0;
  ws.onopen = () => {
    console.log(ws.extensions.startsWith('permessage-deflate'));
    texts.forEach((text) => ws.send(text));
  };
  ws.onmessage = (e) => {
    console.log(e.data === texts[n]);
    if (++n === texts.length) ws.close();
  };
// want: true
// want: true
// want: true
// want: true
// want: true
}
// want metric: ws_payload_sent 6000
// want metric: ws_payload_received 6000
