// The script's own header fields; a subprotocol is asked for by one.
// env: URL={{URL}}
import ws from 'k6/ws';

function told(headers) {
  let fields;
  const res = ws.connect(`${__ENV.URL}/headers`, { headers, jar: {}, unknown: 1 }, (socket) => {
    socket.on('message', (text) => { fields = JSON.parse(text); socket.close(); });
  });
  return fields || res.error;
}

export default function () {
  console.log(told({})['User-Agent'], told(5)['User-Agent'], told({}).Origin);
// want: volley-test volley-test undefined
  const f = told({ 'x-own': 5, Host: 'example.org', 'User-Agent': 'mine', 'sec-websocket-protocol': 'a, b', Origin: 'http://o' });
  console.log(f['X-Own'], f.Host, f['User-Agent'], f['Sec-Websocket-Protocol'], f.Origin);
// want: 5 example.org mine a, b http://o
  for (const name of ['Upgrade', 'connection', 'Sec-WebSocket-Key', 'sec-websocket-version', 'Sec-WebSocket-Extensions']) {
    console.log(told({ [name]: '' }));
  }
// want: websocket: duplicate header not allowed: Upgrade
// want: websocket: duplicate header not allowed: Connection
// want: websocket: duplicate header not allowed: Sec-Websocket-Key
// want: websocket: duplicate header not allowed: Sec-Websocket-Version
// want: websocket: duplicate header not allowed: Sec-Websocket-Extensions
}
