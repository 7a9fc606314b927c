// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  const attempt = (...a) => { try { ws.connect(...a); } catch (e) { console.log(e.message); } };
  attempt();
  attempt('ws://x', {}, () => {}, 1);
  attempt('ws://x', {});
  attempt('ws://x', { tags: { a: {} } }, () => {});
  attempt('ws://x', { compression: 'gzip' }, () => {});
  console.log(ws.connect(__ENV.URL + '/echo', { headers: { upgrade: 'x' } }, () => {}).error);
}
// want: invalid number of arguments to ws.connect
// want: invalid number of arguments to ws.connect
// want: last argument to ws.connect must be a function
// want: invalid ws.connect() metric tags: metric tag 'a' has a Object value: only String, Boolean and Number types are accepted as a metric tag values
// want: unsupported compression algorithm 'gzip', supported algorithm is 'deflate'
// want: websocket: duplicate header not allowed: Upgrade
