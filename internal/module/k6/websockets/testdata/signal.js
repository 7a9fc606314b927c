// An AbortSignal closes the socket, or keeps it from connecting.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

const ends = (path, signal, opened) => new Promise((resolve) => {
  const ws = new WebSocket(__ENV.URL + path, null, { signal }), seen = [ws.readyState];
  ws.onopen = () => { opened(); seen.push(ws.readyState); };
  ws.onerror = (e) => seen.push(e.error);
  ws.onclose = (e) => { seen.push(e.code, e.wasClean); resolve(seen.join(' ')); };
});

export default async function () {
  let c = new AbortController();
  console.log(await ends('/echo', c.signal, () => c.abort()));
// want: 0 2 1005 true
  console.log(await ends('/echo', c.signal));
// want: 0 websocket: closed before the connection was established 1006 false
  c = new AbortController();
  setTimeout(() => c.abort(), 5);
  console.log(await ends('/silent', c.signal));
// want: 0 websocket: closed before the connection was established 1006 false
  c = new AbortController();
  const ws = new WebSocket(`${__ENV.URL}/echo`, null, { signal: c.signal });
  ws.onopen = () => ws.close(4000);
  await new Promise((resolve) => { ws.onclose = resolve; });
  c.abort(); // nobody hears it
  console.log(ws.readyState);
// want: 3
  for (const signal of [{}, 5, 'x', c]) try { new WebSocket(__ENV.URL, null, { signal }); } catch (e) { console.log(e.message); }
// want: WebSocket's option signal: [object Object] is no AbortSignal
// want: WebSocket's option signal: 5 is no AbortSignal
// want: WebSocket's option signal: x is no AbortSignal
// want: WebSocket's option signal: [object AbortController] is no AbortSignal
  const none = new WebSocket(`${__ENV.URL}/echo`, null, { signal: undefined });
  none.onopen = () => none.close();
}
// want metric: ws_sessions 5
