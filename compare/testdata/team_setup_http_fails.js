import http from 'k6/http';
import { check, fail } from 'k6';
export const options = { iterations: 3, thresholds: { http_req_failed: ['rate<0.01'], checks: [{ threshold: 'rate>0.9', abortOnFail: true }] } };
export function setup() {
  const res = http.get(`${__ENV.HTTP}/status/503`, { tags: { name: 'health' } });
  if (!check(res, { healthy: (r) => r.status === 200 })) fail(`not healthy: ${res.status} ${res.status_text} ${res.error} ${res.error_code}`);
  return 1;
}
export default function () { console.log('never'); }
export function teardown() { console.log('never'); }
