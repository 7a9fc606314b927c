// WebSocket is a global too, the same as the import, and nothing has to be imported for it.
// env: URL={{URL}}
import { WebSocket as Imported } from 'k6/websockets';

console.log(WebSocket === Imported, globalThis.WebSocket === WebSocket, 'WebSocket' in globalThis, typeof WebSocket);
// want: true true true function

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  console.log(ws instanceof Imported, ws.constructor === globalThis.WebSocket);
// want: true true
  ws.onopen = () => ws.send('hi');
  ws.onmessage = (e) => { console.log(e.data, e instanceof MessageEvent); ws.close(); };
  ws.onclose = (e) => console.log(e instanceof CloseEvent);
// want: hi true
// want: true
}
