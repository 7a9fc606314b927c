// Handlers run in the order they were added; what is none, or for no event, is ignored.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(`${__ENV.URL}/echo`, (socket) => {
    console.log(socket.on('open', function () { console.log('first', this === undefined); }));
// want: undefined
    socket.on('open', 5);
    socket.on('nothing', () => console.log('never'));
    socket.on('open', () => {
      console.log('second');
      socket.on('open', () => {
        console.log('third');
        socket.close();
      });
    });
    socket.extra = 'kept';
    console.log(socket.extra, 'send' in socket, 'nothing' in socket, socket.setLoop);
// want: kept true false undefined
// want: first true
// want: second
// want: third
  });
}
