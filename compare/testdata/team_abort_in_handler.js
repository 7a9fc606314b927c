// ignore: ws_session_duration
// differs: calls `exec.test.abort`: metric iteration
// differs: 1.x: log error
import { WebSocket } from 'k6/websockets';
import exec from 'k6/execution';
import { check } from 'k6';
export const options = { vus: 1, iterations: 5, thresholds: { checks: ['rate==1'] } };
export default function () {
  const s = new WebSocket(`${__ENV.URL}/echo`);
  s.onopen = () => { check(1, { opened: () => true }); s.send('stop'); };
  s.onmessage = () => { exec.test.abort('server said stop'); console.log('never'); };
  s.onclose = () => console.log('never closed');
}
export function teardown() { console.log('teardown'); }
export function handleSummary(data) { return { stdout: `summary of ${Object.keys(data.metrics).includes('ws_sessions')}\n` }; }
