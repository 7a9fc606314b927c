// ignore: metric errors
// ignore: iteration
import { sleep } from 'k6';
import { Rate } from 'k6/metrics';
const r = new Rate('errors');
export const options = { vus: 1, duration: '30s', thresholds: { errors: [{ threshold: 'rate<0.5', abortOnFail: true }] } };
export default function () { r.add(1); sleep(0.2); }
export function teardown() { console.log('teardown'); }
