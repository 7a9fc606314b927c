import ws from 'k6/ws';
export default function () {
  for (const code of [[], [1000], [1001], [1011], [3000], [4999], ['1000'], [1000.9]]) {
    ws.connect(`${__ENV.URL}/echo`, (s) => { s.on('open', () => { s.close(...code); s.close(1000); }); s.on('close', (c) => console.log(JSON.stringify(code), c)); s.on('error', (e) => console.log('error', e.error())); });
  }
}
