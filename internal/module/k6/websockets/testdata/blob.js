// Blob: type, text, bytes, and slices that count from the end.
// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';

export default async function () {
  const b = new Blob(['hello'], { type: 'Text/Plain' });
  console.log(b.size, b.type, await b.text(), b instanceof Blob, String(b));
  console.log(await b.slice(-3).text(), await b.slice(1, -1).text(), (await b.bytes()).length);
}
// want: 5 text/plain hello true [object Blob]
// want: llo ell 5
