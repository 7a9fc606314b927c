// A connect inside a handler: the outer session's events wait, none is lost.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(`${__ENV.URL}/echo`, (outer) => {
    outer.on('open', () => {
      outer.send('outer');
      const res = ws.connect(`${__ENV.URL}/slow?delay=20ms`, (inner) => {
        inner.on('open', () => inner.send('inner'));
        inner.on('message', (text) => { console.log(text); inner.close(); });
      });
      console.log('back', res.status);
    });
    outer.on('message', (text) => { console.log(text); outer.close(); });
// want: inner
// want: back 101
// want: outer
  });
}
// want metric: ws_sessions 2
// want metric: ws_msgs_received 2
