import { sleep } from 'k6';
export const options = { scenarios: { c: { executor: 'constant-arrival-rate', rate: 10, timeUnit: '3s', duration: '1050ms', preAllocatedVUs: 1, maxVUs: 1 } } };
export default function () {
  sleep(2);
}
