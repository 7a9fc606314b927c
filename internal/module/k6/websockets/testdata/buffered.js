// bufferedAmount counts the bytes of messages, without pings and framing, and falls to 0.
// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  ws.onopen = () => {
    ws.send('żó');
    ws.ping();
    ws.send(new ArrayBuffer(10));
    ws.send(new Blob(['abc']));
    console.log(ws.bufferedAmount);
// want: 17
  };
  let n = 0;
  ws.onmessage = () => { if (++n === 3) { console.log(ws.bufferedAmount); ws.close(); } };
// want: 0
}
