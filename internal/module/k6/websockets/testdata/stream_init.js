// There is no connecting in the init context.
import { WebSocketStream } from 'k6/websockets';
new WebSocketStream('ws://127.0.0.1:1/');
export default function () {}
// want error: using websockets in the init context is not supported
