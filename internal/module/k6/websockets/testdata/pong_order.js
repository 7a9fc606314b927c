// The pong and an echo leave in the order the ping and the message came.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/pingfirst`);
  ws.onmessage = (e) => {
    if (e.data === 'question') ws.send('answer');
    else { console.log(e.data); ws.close(); }
  };
// want: pong answer
}
