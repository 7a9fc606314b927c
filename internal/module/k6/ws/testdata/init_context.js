// env: URL={{URL}}
import ws from 'k6/ws';
try { ws.connect('ws://127.0.0.1/', () => {}); } catch (e) { console.log(e.message); }
export default function () {}
// want: using websockets in the init context is not supported
