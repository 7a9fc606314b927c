import { sleep } from 'k6';
import { Rate } from 'k6/metrics';
const r = new Rate('errors');
export const options = { vus: 1, duration: '3s', thresholds: { errors: [{ threshold: 'rate<0.5', abortOnFail: true, delayAbortEval: '20s' }] } };
export default function () { r.add(1); sleep(4); }
