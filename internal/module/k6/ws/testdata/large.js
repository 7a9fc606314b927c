// Large messages both ways; a send waits while the peer takes too little.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  const big = 'x'.repeat(3 << 20);
  let n = 0;
  ws.connect(`${__ENV.URL}/echo`, (socket) => {
    socket.on('open', () => { for (let i = 0; i < 4; i++) socket.send(big); });
    socket.on('message', (text) => {
      console.log(text.length);
      if (++n === 4) socket.close();
    });
// want: 3145728
// want: 3145728
// want: 3145728
// want: 3145728
  });
}
// want metric: ws_msgs_sent 4
