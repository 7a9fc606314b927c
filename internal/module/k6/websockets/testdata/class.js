// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  const s = new WebSocket(__ENV.URL + '/echo');
  console.log(s instanceof WebSocket, WebSocket.OPEN, s.CLOSED, WebSocket.prototype.CLOSING, typeof WebSocket.prototype.send);
  console.log(Object.prototype.toString.call(s), WebSocket.name, 'onmessage' in s, s.constructor === WebSocket);
  console.log(s.onmessage, s.extensions === '');
  try { s.readyState = 5; } catch (e) { console.log(e instanceof TypeError); }
  s.mine = 1;
  console.log(Object.keys(s).join());
  class Named extends WebSocket { constructor(u) { super(u); this.label = 'sub'; } hello() { return this.label + this.readyState; } }
  const n = new Named(__ENV.URL + '/echo');
  console.log(n instanceof Named, n instanceof WebSocket, n.hello());
  s.onopen = () => s.close();
  n.onopen = () => n.close();
}
// want: true 1 3 2 function
// want: [object WebSocket] WebSocket true true
// want: null true
// want: true
// want: mine
// want: true true sub0
