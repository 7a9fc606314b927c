// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  for (const c of [undefined, NaN, 1000, 3001, 1005, 0, 70000]) {
    ws.connect(__ENV.URL + '/echo', (socket) => {
      socket.on('close', (code) => console.log(code));
      socket.close(c);
    });
  }
}
// want: 1001
// want: 1001
// want: 1000
// want: 3001
// want: 1001
// want: 1001
// want: 1001
