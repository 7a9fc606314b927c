// connect blocks the event loop of the VU: its timers and promises run afterwards.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  setTimeout(() => console.log('global timer'), 1);
  ws.connect(`${__ENV.URL}/echo`, (socket) => socket.setTimeout(() => { console.log('socket timer'); socket.close(); }, 30));
  console.log('returned');
// want: socket timer
// want: returned
// want: global timer
}
