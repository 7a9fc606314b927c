// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';
try { new WebSocket('ws://127.0.0.1/'); } catch (e) { console.log(e.message); }
export default function () {}
// want: using websockets in the init context is not supported
