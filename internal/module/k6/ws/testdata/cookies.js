// The VU's cookies: set by an answer, even a refusal, and sent from then on; a Cookie field replaces them.
// env: URL={{URL}}
import ws from 'k6/ws';

function sees(path, headers) {
  let cookie;
  ws.connect(__ENV.URL + path, { headers }, (socket) => {
    socket.on('message', (text) => { cookie = text; socket.close(); });
  });
  return `/${cookie}/`;
}

export default function () {
  console.log(sees('/cookie?name=a&value=1'), sees('/cookie?name=b&value=2&status=401'), sees('/cookie?name=c'));
// want: // /undefined/ /a=1; b=2/
  console.log(sees('/cookie', { Cookie: 'own=1' }));
// want: /own=1/
}
