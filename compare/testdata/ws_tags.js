// differs: failed dials: ws_session_duration
// differs: says nothing in the log: log warning
import ws from 'k6/ws';
import { group } from 'k6';
const url = `${__ENV.URL}/count?n=2`;
export const options = { vus: 1, iterations: 1, tags: { run: 'yes' }, scenarios: { mine: { executor: 'per-vu-iterations', tags: { sc: 'x' } } }, thresholds: {
  [`ws_msgs_received{url:${url}}`]: ['count==4'], 'ws_msgs_received{status:101}': ['count==6'], 'ws_sessions{status:403}': ['count==1'], 'ws_sessions{my:tag}': ['count==1'], 'ws_sessions{group:::g}': ['count==1'],
  'ws_sessions{scenario:mine}': ['count==4'], 'ws_sessions{sc:x}': ['count==4'], 'ws_sessions{run:yes}': ['count==4'], 'ws_sessions{name:named}': ['count==1'], 'ws_sessions{subproto:}': ['count>=0'] } };
delete options.iterations; delete options.vus; delete options.thresholds['ws_sessions{subproto:}'];
export default function () {
  ws.connect(url, { tags: { my: 'tag' } }, () => {});
  group('g', () => ws.connect(url, () => {}));
  ws.connect(`${url}&a=b`, { tags: { name: 'named' } }, () => {});
  ws.connect(`${__ENV.URL}/status?code=403`, () => {});
}
