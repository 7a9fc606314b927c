// A signal gives the connection up while it is being made, and means nothing later.
// env: URL={{URL}}
import { WebSocketStream } from 'k6/websockets';

const settles = async (wss) => {
  const seen = await Promise.allSettled([wss.opened, wss.closed]);
  console.log(seen.map((r) => (r.reason ? `${r.reason.name || r.reason}` : r.status)).join());
};

export default async function () {
  await settles(new WebSocketStream(`${__ENV.URL}/echo`, { signal: AbortSignal.abort() }));
// want: AbortError,AbortError
  await settles(new WebSocketStream(`${__ENV.URL}/echo`, { signal: AbortSignal.abort('why') }));
// want: why,why
  const control = new AbortController();
  const silent = new WebSocketStream(`${__ENV.URL}/silent`, { signal: control.signal });
  setTimeout(() => control.abort(), 1);
  await settles(silent);
// want: AbortError,AbortError
  const late = new AbortController();
  const wss = new WebSocketStream(`${__ENV.URL}/echo`, { signal: late.signal });
  const { readable, writable } = await wss.opened;
  late.abort();
  await writable.getWriter().write('still there');
  console.log((await readable.getReader().read()).value);
// want: still there
  wss.close();
  await settles(wss);
// want: fulfilled,fulfilled
  try { new WebSocketStream(`${__ENV.URL}/echo`, { signal: {} }); } catch (e) { console.log(e.name); }
// want: TypeError
  console.log(globalThis.WebSocketStream === WebSocketStream, new WebSocketError('x') instanceof DOMException);
// want: true true
}
// want metric: ws_sessions 2
