// Credentials in the URL become an Authorization field, unless the script has its own; no result shows them.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  const host = __ENV.URL.slice('ws://'.length);
  const asked = (params) => ws.connect(`ws://us%20er:p%C3%A4ss@${host}/headers`, params, (socket) => {
    socket.on('message', (text) => { console.log(JSON.parse(text).Authorization); socket.close(); });
  });
  asked(null);
// want: Basic dXMgZXI6cMOkc3M=
  asked({ headers: { authorization: 'own' } });
// want: own
}
// want metric: ws_sessions{url:{{URL}}/headers} 2
