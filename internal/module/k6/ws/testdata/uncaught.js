// An exception that nobody catches ends the iteration, which is counted, and so is the session.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(`${__ENV.URL}/echo`, (socket) => socket.on('open', () => { throw new Error('boom'); }));
  console.log('never');
// want error: boom
}
// want metric: ws_session_duration 1
// want metric: iterations 1
