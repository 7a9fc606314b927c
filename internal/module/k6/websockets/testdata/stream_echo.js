// A WebSocketStream from one end to the other: kinds of messages, what opened and closed resolve to.
// env: URL={{URL}}
import { WebSocketStream, WebSocketError } from 'k6/websockets';

export default async function () {
  const wss = new WebSocketStream(`${__ENV.URL}/echo`);
  console.log(wss.url === `${__ENV.URL}/echo`, String(wss), wss instanceof WebSocketStream, wss.opened === wss.opened);
// want: true [object WebSocketStream] true true
  const opened = await wss.opened;
  console.log(Object.keys(opened).join(), String(opened.readable), String(opened.writable), JSON.stringify([opened.protocol, opened.extensions]));
// want: extensions,protocol,readable,writable [object ReadableStream] [object WritableStream] ["",""]
  const reader = opened.readable.getReader();
  const writer = opened.writable.getWriter();
  for (const chunk of ['text', new Uint8Array([1, 2, 3]).subarray(1), new Uint8Array([4, 5]).buffer, 7, undefined, { toString: () => 'own' }]) {
    await writer.write(chunk);
    const { value, done } = await reader.read();
    console.log(typeof value, value instanceof Uint8Array, String(value), done);
  }
// want: string false text false
// want: object true 2,3 false
// want: object true 4,5 false
// want: string false 7 false
// want: string false undefined false
// want: string false own false
  wss.close({ closeCode: 3001, reason: 'bye' });
  wss.close({ closeCode: 3002 });
  console.log(JSON.stringify(await wss.closed), JSON.stringify(await reader.read()));
// want: {"closeCode":3001,"reason":"bye"} {"done":true}
  const error = await writer.write('late').catch((e) => e);
  console.log(error instanceof DOMException, error instanceof WebSocketError, error.name, error.message);
// want: true false InvalidStateError Cannot write to a closed WebSocketStream.
}
// want metric: ws_msgs_sent 6
// want metric: ws_msgs_received 6
// want metric: ws_session_duration 1
// want metric: ws_open_sockets 0
