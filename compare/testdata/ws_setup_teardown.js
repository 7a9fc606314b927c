import ws from 'k6/ws';
const one = (who) => ws.connect(`${__ENV.URL}/count?n=1`, (s) => s.on('message', (m) => console.log(who, m)));
export function setup() { one('setup'); return 1; }
export default function () { one('vu'); }
export function teardown() { one('teardown'); }
export function handleSummary() { one('summary'); return { stdout: 'x\n' }; }
