// What close puts on the wire, and the code that comes back.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

const recorded = (...args) => new Promise((resolve) => {
  const ws = new WebSocket(`${__ENV.URL}/record`);
  ws.onopen = () => { ws.close(...args); ws.close(4999, 'the first one counts'); };
  ws.onerror = () => console.log('never');
  ws.onclose = (e) => {
    const told = new WebSocket(`${__ENV.URL}/recorded`);
    told.onmessage = (m) => { told.close(); resolve(`${m.data} -> ${e.code} ${e.wasClean}`); };
  };
});

export default async function () {
  console.log(await recorded());
// want: close without a code -> 1005 true
  console.log(await recorded(undefined, undefined));
// want: close without a code -> 1005 true
  console.log(await recorded(undefined, ''));
// want: close without a code -> 1005 true
  console.log(await recorded(undefined, 'bye'));
// want: close 1000 "bye" -> 1000 true
  console.log(await recorded(1000));
// want: close 1000 "" -> 1000 true
  console.log(await recorded(3000, null));
// want: close 3000 "null" -> 3000 true
  console.log(await recorded(999.5, 'ż\udc00'));
// want: close 1000 "ż�" -> 1000 true
  console.log(await recorded('4999'));
// want: close 4999 "" -> 4999 true
}
// want metric: ws_errors 0
