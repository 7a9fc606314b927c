// The outer session can be closed while its handler is still in an inner one.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  ws.connect(__ENV.URL + '/echo', function (outer) {
    outer.on('open', () => outer.send('outer'));
    outer.on('message', (m) => {
      ws.connect(__ENV.URL + '/echo', function (inner) {
        inner.on('open', () => inner.send('inner'));
        inner.on('message', (m2) => { console.log(m, m2); inner.close(); });
      });
      outer.close();
    });
  });
  console.log('done');
}
// want: outer inner
// want: done
