// differs: a class with a prototype: console
import { WebSocket } from 'k6/websockets';
export default function () {
  const s = new WebSocket(`${__ENV.URL}/count?n=1`);
  console.log(WebSocket.OPEN, s.OPEN, s instanceof WebSocket, typeof s.removeEventListener, Object.prototype.toString.call(s), s.onopen);
  s.onmessage = function (e) { console.log(this === s, e.origin, typeof e.timeStamp); }; s.onclose = (e) => console.log(e.wasClean, s.extensions);
}
