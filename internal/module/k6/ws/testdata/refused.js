// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  const res = ws.connect('ws://127.0.0.1:1/', () => console.log('never'));
  console.log(res.status, res.url === '', res.error);
}
// want: 0 true dial tcp 127.0.0.1:1: connect: connection refused
