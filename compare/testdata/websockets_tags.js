import { WebSocket } from 'k6/websockets';
import { group } from 'k6';
import exec from 'k6/execution';
const url = `${__ENV.URL}/count?n=2`;
export const options = { thresholds: { [`ws_msgs_received{url:${url}}`]: ['count==4'], 'ws_msgs_received{status:101}': ['count==8'], 'ws_sessions{my:tag}': ['count==1'], 'ws_sessions{group:::g}': ['count==1'], 'ws_sessions{name:named}': ['count==1'], 'ws_sessions{url:named}': ['count==1'], [`ws_sessions{name:${url}}`]: ['count==2'], 'ws_sessions{vt:1}': ['count==1'], 'ws_sessions{status:403}': ['count==1'] } };
export default function () {
  new WebSocket(url, null, { tags: { my: 'tag' } });
  group('g', () => { new WebSocket(url); });
  new WebSocket(`${url}&a=b`, null, { tags: { name: 'named' } });
  exec.vu.metrics.tags.vt = '1'; new WebSocket(`${url}&c=d`); delete exec.vu.metrics.tags.vt;
  new WebSocket(`${__ENV.URL}/status?code=403`).onerror = () => {};
}
