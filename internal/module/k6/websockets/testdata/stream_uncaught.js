// Awaiting a connection that fails throws; the iteration fails with the reason and the place.
// env: URL={{URL}}
import { WebSocketStream } from 'k6/websockets';

export default async function () {
  await new WebSocketStream(`${__ENV.URL}/status?code=500`).opened;
}
// want error: WebSocketError: websocket: bad handshake
