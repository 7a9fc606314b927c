// While a handler sleeps, messages wait, but pings are answered.
// env: URL={{URL}}
import ws from 'k6/ws';
import { sleep } from 'k6';

export default function () {
  ws.connect(`${__ENV.URL}/pinger?every=1ms&n=3`, (socket) => {
    socket.on('open', () => {
      socket.setTimeout(() => { console.log('timer'); socket.close(); }, 60);
      sleep(0.12);
      console.log('slept');
    });
    socket.on('message', (text) => console.log(text));
// want: slept
// want: pong 1
// want: pong 2
// want: pong 3
// want: timer
  });
}
