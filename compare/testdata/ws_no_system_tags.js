// flags: --system-tags scenario
import ws from 'k6/ws';
const url = `${__ENV.URL}/count?n=2`;
export const options = { thresholds: { [`ws_sessions{url:${url}}`]: ['count==0'], 'ws_sessions{status:101}': ['count==0'], 'ws_sessions{scenario:default}': ['count==1'] } };
export default function () { ws.connect(url, () => {}); }
