// order: any
// differs: who still held: log warning: VU
import { sleep } from 'k6';
export const options = { scenarios: { r: { executor: 'ramping-vus', startVUs: 0, gracefulRampDown: '0s', stages: [{ duration: 0, target: 3 }, { duration: '1s', target: 3 }, { duration: 0, target: 0 }] } } };
export default function () {
  console.log(__ITER);
  sleep(5);
}
