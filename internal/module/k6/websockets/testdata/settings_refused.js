// A setting that makes no sense is refused with a sentence.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  for (const params of [
    { handshakeTimeout: 0 }, { handshakeTimeout: -1 }, { handshakeTimeout: NaN }, { handshakeTimeout: 'soon' }, { closeTimeout: '0s' }, { idleTimeout: {} }, { idleTimeout: true },
    { maxMessageSize: 0 }, { maxMessageSize: 1.5 }, { maxMessageSize: '1kB' }, { fragmentSize: -3 }, { fragmentSize: 1e12 },
    { localAddress: 'localhost' }, { localAddress: '127.0.0.1:80' }, { proxy: 'ftp://x' }, { http2: 1 },
    { perMessageDeflate: 'yes' }, { perMessageDeflate: 1 }, { perMessageDeflate: { serverMaxWindowBits: 7 } }, { perMessageDeflate: { clientMaxWindowBits: 16 } },
    { perMessageDeflate: { serverMaxWindowBits: true } }, { perMessageDeflate: { clientNoContextTakeover: 1 } }, { perMessageDeflate: { threshold: 100 } },
  ]) {
    try { new WebSocket(__ENV.URL, null, params); console.log('taken', JSON.stringify(params)); } catch (e) { console.log(e.message); }
  }
// want: WebSocket's option handshakeTimeout: 0 is not above 0: every wait has an end
// want: WebSocket's option handshakeTimeout: -1 is neither a number of milliseconds nor a duration such as "3s"
// want: WebSocket's option handshakeTimeout: NaN is neither a number of milliseconds nor a duration such as "3s"
// want: WebSocket's option handshakeTimeout: soon is neither a number of milliseconds nor a duration such as "3s"
// want: WebSocket's option closeTimeout: 0s is not above 0: every wait has an end
// want: WebSocket's option idleTimeout: [object Object] is neither a number of milliseconds nor a duration such as "3s"
// want: WebSocket's option idleTimeout: true is neither a number of milliseconds nor a duration such as "3s"
// want: WebSocket's option maxMessageSize: 0 is no whole number of bytes from 1 to 2147483647
// want: WebSocket's option maxMessageSize: 1.5 is no whole number of bytes from 1 to 2147483647
// want: WebSocket's option maxMessageSize: 1kB is no whole number of bytes from 1 to 2147483647
// want: WebSocket's option fragmentSize: -3 is no whole number of bytes from 1 to 2147483647
// want: WebSocket's option fragmentSize: 1000000000000 is no whole number of bytes from 1 to 2147483647
// want: WebSocket's option localAddress: "localhost" is no IP address, such as 127.0.0.1
// want: WebSocket's option localAddress: "127.0.0.1:80" is no IP address, such as 127.0.0.1
// want: WebSocket's option proxy: proxy ftp://x: "ftp" is not one of http, https, socks5, socks5h
// want: WebSocket's option http2: 1 is neither true nor false
// want: WebSocket's option perMessageDeflate: yes is neither true, false nor an object of settings
// want: WebSocket's option perMessageDeflate: 1 is neither true, false nor an object of settings
// want: WebSocket's option perMessageDeflate: serverMaxWindowBits: 7 is no whole number from 8 to 15
// want: WebSocket's option perMessageDeflate: clientMaxWindowBits: 16 is no whole number from 8 to 15
// want: WebSocket's option perMessageDeflate: serverMaxWindowBits: true is no whole number from 8 to 15
// want: WebSocket's option perMessageDeflate: clientNoContextTakeover: 1 is neither true nor false
// want: WebSocket's option perMessageDeflate: threshold: it is none of serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits
}
// want metric: ws_sessions 0
