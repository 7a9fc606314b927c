// What a script does to the controllers of streams is its own affair.
// env: URL={{URL}}
import { WebSocketStream } from 'k6/websockets';

export default async function () {
  let readable, writable;
  new ReadableStream({ start(c) { readable = Object.getPrototypeOf(c); } });
  new WritableStream({ start(c) { writable = Object.getPrototypeOf(c); } });
  readable.enqueue = () => console.log('never');
  delete readable.close;
  delete readable.desiredSize;
  delete writable.error;
  const wss = new WebSocketStream(`${__ENV.URL}/push?n=3&close=1`);
  let text = '';
  for await (const message of (await wss.opened).readable) text += message;
  console.log(text, (await wss.closed).closeCode);
// want: 123 1000
}
