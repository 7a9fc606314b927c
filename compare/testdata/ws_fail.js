import { fail } from 'k6'; import ws from 'k6/ws'; export default function () { ws.connect(__ENV.URL + '/echo', (s) => { s.on('open', () => fail('in handler')); }); }
