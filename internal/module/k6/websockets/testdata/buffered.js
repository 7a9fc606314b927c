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
    ws.send(new Uint8Array(1e6)); // goes out at once, which nobody is told before the next turn
    console.log(ws.bufferedAmount);
// want: 1000017
  };
  let n = 0;
  ws.onmessage = () => { if (++n === 4) { console.log(ws.bufferedAmount); ws.close(); } };
// want: 0
}
