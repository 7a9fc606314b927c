// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
export default function () {
  for (const u of [undefined, null, 'http://x/', 'ws://x/#f']) {
    try { new WebSocket(u); } catch (e) { console.log(e.message); }
  }
  try { new WebSocket('ws://x/', null, { nonsense: 1 }); } catch (e) { console.log(e.message); }
  try { new WebSocket('ws://x/', null, { compression: '' }); } catch (e) { console.log(e.message); }
}
// want: WebSocket requires a url
// want: WebSocket requires a url
// want: WebSocket requires url with scheme ws or wss, but got "http"
// want: WebSocket requires no url fragment, but got "f"
// want: unknown WebSocket's option nonsense
// want: unsupported compression algorithm '', supported algorithm is 'deflate'
