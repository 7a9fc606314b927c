// The load is over, teardown is not: thresholds judged meanwhile leave it alone.
// ignore: metric a_c
// ignore: metric iteration
import { Counter } from 'k6/metrics';
import { sleep } from 'k6';
const c = new Counter('a_c');
export const options = { vus: 1, duration: '30s', thresholds: { a_c: [{ threshold: 'count<1', abortOnFail: true }] } };
export default function () { c.add(1); sleep(0.1); }
export function teardown() { console.log('teardown'); sleep(2.5); console.log('torn down'); }
export function handleSummary(data) { return { stdout: `${Object.keys(data.metrics.a_c.thresholds)}\n` }; }
