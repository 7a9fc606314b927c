// WebSocket is a class: prototype, constants, instanceof, also without new.
// env: URL={{URL}}
import { WebSocket, EventTarget, Event } from 'k6/websockets';

export default function () {
  console.log(WebSocket.name, WebSocket.length, WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED);
// want: WebSocket 1 0 1 2 3
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  console.log(ws instanceof WebSocket, ws instanceof EventTarget, ws.constructor === WebSocket, ws.OPEN);
// want: true true true 1
  console.log(Object.prototype.toString.call(ws), Object.getPrototypeOf(ws) === WebSocket.prototype);
// want: [object WebSocket] true
  console.log(['url', 'onmessage', 'send', 'addEventListener', 'CLOSED', 'nothing'].map((name) => name in ws).join());
// want: true,true,true,true,true,false
  for (const target of [ws, WebSocket, WebSocket.prototype]) try { target.OPEN = 7; } catch (e) { console.log(e.name, target.OPEN); }
// want: TypeError 1
// want: TypeError 1
// want: TypeError 1
  ws.extra = { mine: 1 };
  console.log(ws.extra.mine, Object.keys(ws).join());
// want: 1 extra
  const plain = WebSocket(`${__ENV.URL}/echo`);
  console.log(plain instanceof WebSocket);
// want: true
  class Mine extends WebSocket {
    constructor(url) { super(url); this.mine = true; }
    shout() { return 'HI'; }
  }
  const mine = new Mine(`${__ENV.URL}/echo`);
  console.log(mine instanceof Mine, mine instanceof WebSocket, mine.mine, mine.shout());
// want: true true true HI
  for (const s of [ws, plain, mine]) s.onopen = (e) => s.close(), console.log(s.onopen !== null);
// want: true
// want: true
// want: true
  ws.onclose = (e) => console.log(e instanceof Event, Object.prototype.toString.call(e));
// want: true [object CloseEvent]
}
