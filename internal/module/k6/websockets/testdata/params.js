// Header fields, cookies and subprotocols of one connection.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

const first = (path, protocols, params) => new Promise((resolve) => {
  const ws = new WebSocket(__ENV.URL + path, protocols, params);
  ws.onmessage = (e) => { ws.close(); resolve({ data: e.data, protocol: ws.protocol }); };
  ws.onerror = (e) => resolve(e.error);
});

export default async function () {
  let f = JSON.parse((await first('/headers')).data);
  console.log(f['User-Agent'], f['Sec-Websocket-Protocol'], f['Sec-Websocket-Extensions']);
// want: volley-test undefined undefined
  f = JSON.parse((await first('/chooses', ['a', 'b'], { headers: { Host: 'h', 'X-Own': 5 }, jar: {}, compression: 'deflate' })).data);
  console.log(JSON.parse((await first('/headers', null, { headers: { Host: 'h' } })).data).Host, `${f['X-Own']} ${f['Sec-Websocket-Protocol']} ${f['Sec-Websocket-Extensions']}`);
// want: h 5 a, b permessage-deflate; client_max_window_bits
  f = JSON.parse((await first('/chooses', 'one')).data);
  console.log(String(f['Sec-Websocket-Protocol']));
// want: one
  f = JSON.parse((await first('/headers', null, { headers: { 'Sec-WebSocket-Protocol': 'x, y' } })).data);
  console.log(f['Sec-Websocket-Protocol']);
// want: x, y
  await first('/cookie?name=a&value=1&status=401');
  console.log((await first('/cookie?name=b&value=2')).data, (await first('/cookie')).data);
// want: a=1 a=1; b=2
}
