// Of many sessions none loses what comes with the 101.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  let n = 0;
  for (let i = 0; i < 20; i++) {
    ws.connect(__ENV.URL + '/early?n=3', function (socket) {
      let here = 0;
      socket.on('message', () => { n++; if (++here === 3) socket.close(); });
    });
  }
  console.log(n);
}
// want: 60
