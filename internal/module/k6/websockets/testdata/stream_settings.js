// The parameters of WebSocket stand beside the standard's options.
// env: URL={{URL}}
import { WebSocketStream } from 'k6/websockets';

export default async function () {
  const first = async (path, options) => {
    const wss = new WebSocketStream(__ENV.URL + path, options);
    const { readable, protocol, extensions } = await wss.opened;
    const { value } = await readable.getReader().read();
    wss.close();
    await wss.closed;
    return [value, protocol, extensions];
  };
  const [fields] = await first('/headers', { headers: { 'X-Mine': 'yes' }, perMessageDeflate: true });
  console.log(JSON.parse(fields)['X-Mine'], JSON.parse(fields)['Sec-Websocket-Extensions']);
// want: yes permessage-deflate; client_max_window_bits
  const wss = new WebSocketStream(`${__ENV.URL}/subproto?want=b`, { protocols: new Set(['a', 'b']) });
  console.log((await wss.opened).protocol);
// want: b
  wss.close({ closeCode: 4999 });
  console.log((await wss.closed).closeCode);
// want: 4999
  const mute = new WebSocketStream(`${__ENV.URL}/mute`, { closeTimeout: '1ms' });
  await mute.opened;
  mute.close();
  const error = await mute.closed.catch((e) => e);
  console.log(error.name, error.closeCode, error.message);
// want: WebSocketError 1006 websocket: the peer did not answer the close frame in time
}
// want metric: ws_errors{phase:close,code:timeout} 1
