// An exception in the function, a handler or a timer closes the session and leaves connect.
// env: URL={{URL}}
import ws from 'k6/ws';

function thrown(setup) {
  try {
    ws.connect(`${__ENV.URL}/echo`, (socket) => {
      socket.on('close', (code) => console.log('close', code));
      setup(socket);
    });
    console.log('no exception');
  } catch (e) {
    console.log(e instanceof Error, e.message);
  }
}

const boom = () => { throw new Error('boom'); };

export default function () {
  thrown(boom);
// want: close 1001
// want: true boom
  thrown((socket) => socket.on('open', boom));
// want: close 1001
// want: true boom
  thrown((socket) => { socket.on('open', () => socket.send('x')); socket.on('message', boom); });
// want: close 1001
// want: true boom
  thrown((socket) => socket.setTimeout(boom, 1));
// want: close 1001
// want: true boom
  thrown((socket) => { socket.on('close', () => { throw new Error('hidden'); }); boom(); });
// want: close 1001
// want: true boom
  thrown((socket) => { socket.on('close', boom); socket.on('open', () => socket.close()); });
// want: close 1001
// want: true boom
}
// want metric: ws_sessions 6
// want metric: ws_session_duration 6
// want metric: ws_open_sockets 0
