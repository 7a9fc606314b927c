// send makes a string of whatever it gets.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  const sent = ['text', 5, true, {}, [1, 2], new ArrayBuffer(1), null, undefined, 'żółć 🏐', '\ud800', ''];
  const got = [];
  ws.connect(`${__ENV.URL}/echo`, (socket) => {
    socket.on('open', () => {
      sent.forEach((v) => socket.send(v));
      socket.send();
    });
    socket.on('message', (text) => {
      got.push(text);
      if (got.length > sent.length) socket.close(1000);
    });
  });
  console.log(got.join('|'));
// want: text|5|true|[object Object]|1,2|[object ArrayBuffer]|||żółć 🏐|�||
}
// want metric: ws_msgs_sent 12
