// Settings of one connection, in the third argument and as attributes.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

const first = (path, params) => new Promise((resolve) => {
  const ws = new WebSocket(__ENV.URL + path, null, params);
  ws.onmessage = (e) => { ws.close(); resolve(e.data); };
  ws.onerror = (e) => resolve(e.error);
});
const ends = (path, params, open) => new Promise((resolve) => {
  const ws = new WebSocket(__ENV.URL + path, null, params);
  ws.onopen = () => open && open(ws);
  ws.onerror = (e) => console.log(e.error.replace(/127[^ ]*|wss?:[^ ]*/g, 'ADDRESS'));
  ws.onclose = (e) => { console.log(e.code, e.wasClean); resolve(); };
});
const keys = ['handshakeTimeout', 'idleTimeout', 'closeTimeout', 'maxMessageSize', 'fragmentSize', 'localAddress', 'proxy', 'http2'];
const shown = (ws) => keys.map((key) => ws[key]).join() + ',' + JSON.stringify(ws.perMessageDeflate);

export default async function () {
  let ws = new WebSocket(`${__ENV.URL}/echo`);
  console.log(shown(ws), keys.every((key) => key in ws && !Object.keys(ws).includes(key)));
// want: 10000,0,400,16777216,0,,,false,false true
  ws.onopen = (e) => e.target.close();
  ws = new WebSocket(`${__ENV.URL}/echo`, [], {
    handshakeTimeout: '3s', idleTimeout: 1500, closeTimeout: 50.5, maxMessageSize: 1024, fragmentSize: 10,
    localAddress: '127.0.0.1', proxy: '', perMessageDeflate: { serverMaxWindowBits: 9 }, http2: true,
  });
  console.log(shown(ws));
// want: 3000,1500,50.5,1024,10,127.0.0.1,none,true,{"serverNoContextTakeover":false,"clientNoContextTakeover":false,"serverMaxWindowBits":9,"clientMaxWindowBits":15}
  ws.onopen = (e) => e.target.close();
  ws = new WebSocket(`${__ENV.URL}/echo`, null, { compression: 'deflate', idleTimeout: 5000 });
  console.log(ws.idleTimeout, JSON.stringify(ws.perMessageDeflate));
// want: 5000 {"serverNoContextTakeover":false,"clientNoContextTakeover":false,"serverMaxWindowBits":0,"clientMaxWindowBits":15}
  try { ws.idleTimeout = 5; } catch (e) { console.log(e.name); }
// want: TypeError
  ws.onopen = (e) => e.target.close();

  await ends('/silent', { handshakeTimeout: 20 });
// want: read tcp ADDRESS i/o timeout
// want: 1006 false
  await ends('/echo', { idleTimeout: 20 });
// want: websocket: nothing came from the peer for the idle timeout
// want: 1006 false
  await ends('/mute', { closeTimeout: '1ms' }, (ws) => ws.close());
// want: websocket: the peer did not answer the close frame in time
// want: 1006 false
  await ends('/binary?size=1001', { maxMessageSize: 1000 });
// want: a message is larger than this side is willing to take
// want: 1006 false
  await ends('/binary?size=1000', { maxMessageSize: 1000 }, (ws) => { ws.onmessage = () => ws.close(); });
// want: 1005 true
  console.log(await first('/whence', { localAddress: '127.0.0.2' }));
// want: 127.0.0.2
  console.log(await first('/push?n=1', { http2: true })); // the server cannot
// want: 1
  ws = new WebSocket(`${__ENV.URL}/frames`, null, { fragmentSize: 4 });
  ws.onopen = () => ws.send('0123456789');
  ws.onmessage = (e) => { console.log(e.data); ws.close(); };
  await new Promise((resolve) => { ws.onclose = resolve; });
// want: 1:4 0:4 0:2
  const offer = async (params) => JSON.parse(await first('/headers', params))['Sec-Websocket-Extensions'];
  for (const perMessageDeflate of [true, false, undefined, null, {}, { clientMaxWindowBits: false }, { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 10, clientMaxWindowBits: 12 }]) console.log(await offer({ perMessageDeflate }));
// want: permessage-deflate; client_max_window_bits
// want: undefined
// want: undefined
// want: undefined
// want: permessage-deflate; client_max_window_bits
// want: permessage-deflate
// want: permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; client_max_window_bits=12
  console.log(await offer({ compression: 'deflate', perMessageDeflate: { clientNoContextTakeover: true } }));
// want: permessage-deflate; client_no_context_takeover; client_max_window_bits
}
// want metric: ws_errors{phase:upgrade,code:timeout} 1
// want metric: ws_errors{phase:close,code:idle} 1
// want metric: ws_errors{phase:close,code:timeout} 1
// want metric: ws_errors{phase:protocol,code:too-big} 1
