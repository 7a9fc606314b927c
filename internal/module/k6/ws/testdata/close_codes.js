// Which code goes out: absent and no number are 1001, and so is an illegal one.
// env: URL={{URL}}
import ws from 'k6/ws';

function sent(...args) {
  ws.connect(`${__ENV.URL}/record`, (socket) => {
    socket.on('close', (code) => console.log('handler', code));
    socket.on('open', () => socket.close(...args));
  });
  ws.connect(`${__ENV.URL}/recorded`, (socket) => {
    socket.on('message', (code) => {
      console.log('wire', code);
      socket.close();
    });
  });
}

export default function () {
  for (const args of [[], [undefined], [NaN], ['x'], [1000], [4321], ['3000']]) sent(...args);
// want: handler 1001
// want: wire 1001
// want: handler 1001
// want: wire 1001
// want: handler 1001
// want: wire 1001
// want: handler 1001
// want: wire 1001
// want: handler 1000
// want: wire 1000
// want: handler 4321
// want: wire 4321
// want: handler 3000
// want: wire 3000
  for (const code of [0, 1005, 1006, 70000, -1]) sent(code);
// want warning: socket.close(0): no endpoint may send this close code, 1001 is sent instead
// want: handler 1001
// want: wire 1001
// want warning: socket.close(1005)
// want: handler 1001
// want: wire 1001
// want warning: socket.close(1006)
// want: handler 1001
// want: wire 1001
// want warning: socket.close(70000)
// want: handler 1001
// want: wire 1001
// want warning: socket.close(-1)
// want: handler 1001
// want: wire 1001
}
