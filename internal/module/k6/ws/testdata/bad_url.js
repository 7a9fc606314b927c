// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  for (const u of ['http://127.0.0.1/', '', 'ws://u:p@127.0.0.1/']) console.log(ws.connect(u, () => {}).error);
}
// want: malformed ws or wss URL
// want: malformed ws or wss URL
// want: malformed ws or wss URL
