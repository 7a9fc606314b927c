// flags: --insecure-skip-tls-verify
import ws from 'k6/ws';
export default function () { const r = ws.connect(`${__ENV.WSS}/count?n=3`, (s) => { s.on('message', (m) => console.log(m)); s.on('close', (c) => console.log('close', c)); }); console.log(r.status); }
