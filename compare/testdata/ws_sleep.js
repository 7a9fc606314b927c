import { sleep } from 'k6'; import ws from 'k6/ws'; export default function () { ws.connect(__ENV.URL + '/count?n=3', (s) => { s.on('message', (m) => { sleep(0.1); console.log(m); }); }); }
