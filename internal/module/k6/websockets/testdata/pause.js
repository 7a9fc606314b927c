// pause stops reading, so that the server feels it; nothing is lost, and close works all the same.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default async function () {
  const ws = new WebSocket(`${__ENV.URL}/push?n=1500&size=20000&close=1`);
  let n = 0;
  await new Promise((resolve) => { ws.onmessage = () => { if (++n === 10) { ws.pause(); setTimeout(resolve, 30); } }; });
  const held = n; // what had been read already has been delivered
  await new Promise((resolve) => { setTimeout(resolve, 30); });
  console.log(held < 1500, n === held);
// want: true true
  ws.resume();
  ws.resume();
  await new Promise((resolve) => { ws.onclose = (e) => { console.log(n, e.code); resolve(); }; });
// want: 1500 1000
  ws.pause();

  const early = new WebSocket(`${__ENV.URL}/push?n=3`);
  early.pause(); // before there is a connection
  let got = 0;
  early.onmessage = () => { got++; };
  early.onopen = () => setTimeout(() => { console.log(got <= 3); early.close(4000); }, 10);
  await new Promise((resolve) => { early.onclose = (e) => { console.log(e.code, e.wasClean); resolve(); }; });
// want: true
// want: 4000 true
}
// want metric: ws_errors 0
