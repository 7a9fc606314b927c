// The old path is the same module, with a warning.
import { WebSocket } from 'k6/experimental/websockets';
import { WebSocket as Now } from 'k6/websockets';

// want warning: k6/experimental/websockets is now k6/websockets
export default function () {
  console.log(typeof WebSocket, WebSocket.name, Now.name);
// want: function WebSocket WebSocket
}
