// An exception ends the iteration: its stream is closed with 1000, and closed still resolves.
// env: URL={{URL}}
import { WebSocketStream } from 'k6/websockets';

export default async function () {
  const wss = new WebSocketStream(`${__ENV.URL}/echo`);
  wss.closed.then((info) => console.log(JSON.stringify(info)));
  await wss.opened;
  throw new Error('mine');
}
// want error: Error: mine
// want: {"closeCode":1000,"reason":""}
// want metric: ws_session_duration 1
