// Settings of one connection beside k6's parameters; what is no setting is ignored, as k6 does.
// env: URL={{URL}}
import ws from 'k6/ws';

const seen = (path, params, ready) => {
  const all = [];
  const result = ws.connect(__ENV.URL + path, params, (socket) => {
    socket.on('error', (e) => all.push(e.error()));
    socket.on('close', (code) => all.push(code));
    if (ready) ready(socket, all);
  });
  return [...all, result.status, result.error.replace(/127[^ ]*/g, 'ADDRESS')].join(' | ').trim();
};

export default function () {
  console.log(seen('/silent', { handshakeTimeout: 20, idleTimeout: undefined, signal: 5, unknown: {} }));
// want: 0 | read tcp ADDRESS i/o timeout
  console.log(seen('/echo', { idleTimeout: '20ms', proxy: null, localAddress: '127.0.0.1' }));
// want: websocket: nothing came from the peer for the idle timeout | 1001 | 101 |
  console.log(seen('/binary?size=101', { maxMessageSize: 100 }));
// want: websocket: close 1009 (message too big): a message is larger than this side is willing to take | 1009 | 101 |
  for (const perMessageDeflate of [true, { clientMaxWindowBits: false }]) {
    console.log(seen('/headers', { perMessageDeflate }, (socket, all) => socket.on('message', (text) => {
      all.push(JSON.parse(text)['Sec-Websocket-Extensions']);
      socket.close();
    })));
  }
// want: permessage-deflate; client_max_window_bits | 1001 | 101 |
// want: permessage-deflate | 1001 | 101 |
  try { ws.connect(__ENV.URL, { closeTimeout: -5 }, () => {}); } catch (e) { console.log(e.message); }
// want: WebSocket's option closeTimeout: -5 is neither a number of milliseconds nor a duration such as "3s"
}
// want metric: ws_sessions 5
