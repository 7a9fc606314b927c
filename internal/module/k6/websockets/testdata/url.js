// The URL is the standard's: http is ws, the text is serialized, what is asked for is what it says.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

const asked = (url) => new Promise((resolve) => {
  const ws = new WebSocket(url);
  ws.onmessage = (e) => { resolve([ws.url.replace(__ENV.URL.slice(5), 'HOST'), JSON.parse(e.data)]); ws.close(); };
  ws.onerror = (e) => resolve([ws.url, e.error]);
});

export default async function () {
  for (const url of ['ws://HOST.example', 'wss://host.example:443/a b', 'ws://host.example:80/%7e', 'https://host.example', 'http://host.example:443', 'ws://[0:0::1]:99/', 'ws://1.1/', 'ws://host.example/?', 'ws:host.example', 'ws:\\\\host.example\\a']) {
    const ws = new WebSocket(url);
    ws.close();
    ws.onerror = () => {};
    console.log(ws.url);
  }
// want: ws://host.example/
// want: wss://host.example/a%20b
// want: ws://host.example/%7e
// want: wss://host.example/
// want: ws://host.example:443/
// want: ws://[::1]:99/
// want: ws://1.0.0.1/
// want: ws://host.example/?
// want: ws://host.example/
// want: ws://host.example/a
  const host = __ENV.URL.slice('ws://'.length);
  console.log((await asked(`http://${host}/headers`))[0]);
// want: ws://HOST/headers
  console.log((await asked(`  WS://${host}/headers?a=b `))[0]);
// want: ws://HOST/headers?a=b
  console.log((await asked(`ws://${host}/./a/../headers?a=%zz|ż b`))[0]);
// want: ws://HOST/headers?a=%zz|%C5%BC%20b
  let [url, fields] = await asked(`ws://us%20er:p%C3%A4ss@${host}/headers`);
  console.log(url.startsWith('ws://us%20er:p'), fields.Authorization);
// want: true Basic dXMgZXI6cMOkc3M=
  [url, fields] = await asked(`ws://user@${host}/headers`);
  console.log(fields.Authorization);
// want: Basic dXNlcjo=
  const ws = new WebSocket(`ws://user:secret@${host}/headers`, [], { headers: { authorization: 'own' } });
  ws.onmessage = (e) => { console.log(JSON.parse(e.data).Authorization, e.origin === __ENV.URL); ws.close(); };
// want: own true
}
// want metric: ws_sessions{url:{{URL}}/headers} 4
// want metric: ws_sessions{url:https://host.example} 0
// want metric: ws_sessions{url:wss://host.example/} 1
// want metric: ws_sessions{url:ws://HOST.example} 1
