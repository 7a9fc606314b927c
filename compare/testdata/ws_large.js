import ws from 'k6/ws';
export default function () {
  for (const n of [0, 1, 125, 126, 4096, 4097, 65535, 65536, 300000]) {
    ws.connect(`${__ENV.URL}/echo`, (s) => { s.on('open', () => { s.sendBinary(new Uint8Array(n).fill(7).buffer); s.send('é'.repeat(n)); }); s.on('binaryMessage', (b) => console.log('binary', b.byteLength, new Uint8Array(b).every((v) => v === 7))); s.on('message', (m) => { console.log('text', m.length); s.close(1000); }); });
  }
}
