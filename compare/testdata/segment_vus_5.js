// flags: --execution-segment 0.3:0.55
// order: any
import { sleep } from 'k6';
export const options = { scenarios: { c: { executor: 'constant-vus', vus: 9, duration: '1s' }, r: { executor: 'ramping-vus', startVUs: 2, stages: [{ duration: '1s', target: 13 }, { duration: '1s', target: 13 }] } } };
export default function () { sleep(2.5); }
