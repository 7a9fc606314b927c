// order: any
import { sleep } from 'k6';
export const options = { scenarios: { c: { executor: 'constant-vus', vus: 2, duration: '1s' } } };
export default function () {
  console.log(__VU, __ITER);
  sleep(1.5);
}
