// A connection that is never made: both promises are rejected, and none of them needs a handler.
// env: URL={{URL}}
import { WebSocketStream, WebSocketError } from 'k6/websockets';

async function fails(make) {
  const wss = make();
  const order = [];
  await Promise.all(['opened', 'closed'].map((name) => wss[name].catch((e) => {
    order.push(`${name}: ${e.name} ${e.closeCode} ${e instanceof WebSocketError} ${e.message}`);
  })));
  console.log(order.join('; '));
}

export default async function () {
  await fails(() => new WebSocketStream(`${__ENV.URL}/status?code=404`));
// want: opened: WebSocketError null true websocket: bad handshake; closed: WebSocketError 1006 true websocket: bad handshake
  await fails(() => { const w = new WebSocketStream(`${__ENV.URL}/silent`); w.close({ closeCode: 3000, reason: 'no' }); return w; });
// want: opened: WebSocketError null true websocket: closed before the connection was established; closed: WebSocketError 1006 true websocket: closed before the connection was established
  await fails(() => new WebSocketStream(`${__ENV.URL}/echo`, { headers: { Upgrade: 'x' } }));
// want: opened: WebSocketError null true websocket: duplicate header not allowed: Upgrade; closed: WebSocketError 1006 true websocket: duplicate header not allowed: Upgrade
  new WebSocketStream(`${__ENV.URL}/status?code=404`);
}
// want metric: ws_sessions 4
// want metric: ws_session_duration 0
// want metric: ws_errors 4
// want metric: ws_errors{code:status-404} 2
