// differs: says nothing in the log: log warning
// differs: failed dials: ws_session_duration
import ws from 'k6/ws';
export default function () { const r = ws.connect(`${__ENV.WSS}/count?n=3`, () => {}); console.log(r.status, r.error); }
