// order: any
import { sleep } from 'k6';
export const options = { scenarios: { r: { executor: 'ramping-vus', startVUs: 1, stages: [{ duration: '1s', target: 3 }, { duration: '1s', target: 3 }] } } };
export default function () {
  console.log(__ITER);
  sleep(3);
}
