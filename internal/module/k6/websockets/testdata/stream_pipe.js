// A stream is piped like any other.
// env: URL={{URL}}
import { WebSocketStream } from 'k6/websockets';

export default async function () {
  const wss = new WebSocketStream(`${__ENV.URL}/push?n=3&close=1`);
  const { readable } = await wss.opened;
  const upper = new TransformStream({ transform(m, c) { c.enqueue(`<${m}>`); } });
  const seen = [];
  await readable.pipeThrough(upper).pipeTo(new WritableStream({ write(m) { seen.push(m); }, close() { seen.push('end'); } }));
  console.log(seen.join(' '));
// want: <1> <2> <3> end
}
