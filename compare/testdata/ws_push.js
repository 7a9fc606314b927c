import ws from 'k6/ws';
export default function () {
  let n = 0, bytes = 0;
  ws.connect(`${__ENV.URL}/push?rate=0&size=1000&n=200`, (s) => { s.on('binaryMessage', (b) => { n++; bytes += b.byteLength; if (n === 200) { s.close(); } }); s.on('message', (m) => { n++; bytes += m.length; if (n === 200) { s.close(); } }); });
  console.log(n, bytes);
}
