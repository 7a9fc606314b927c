import ws from 'k6/ws';
export default function () {
  ws.connect(`${__ENV.URL}/count?n=2`, (a) => {
    a.on('message', (m) => { console.log('outer', m); if (m === '1') { ws.connect(`${__ENV.URL}/count?n=2`, (b) => { b.on('message', (m) => console.log('inner', m)); b.on('close', (c) => console.log('inner close', c)); }); } });
    a.on('close', (c) => console.log('outer close', c));
  });
}
