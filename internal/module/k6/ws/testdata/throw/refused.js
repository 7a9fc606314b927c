// With the option throw a connection that is not made is an exception.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  for (const url of ['ws://127.0.0.1:1/', 'http://x/', `${__ENV.URL}/status?code=500`]) {
    try {
      ws.connect(url, () => {});
    } catch (e) {
      console.log(`${e}`);
    }
  }
// want: GoError: dial tcp 127.0.0.1:1: connect: connection refused
// want: GoError: malformed ws or wss URL
// want: GoError: websocket: bad handshake
}
