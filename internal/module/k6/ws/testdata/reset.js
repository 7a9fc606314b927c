// A reset: an error, then close with 1001, as the close frame that could not go out.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(`${__ENV.URL}/drop`, (socket) => {
    socket.on('open', () => socket.send('go'));
    socket.on('error', (e) => console.log('error', e.error().includes('reset by peer')));
    socket.on('close', (code) => console.log('close', code));
  });
// want: error true
// want: close 1001
}
// want metric: ws_session_duration 1
// want metric: ws_errors{phase:close,code:reset} 1
