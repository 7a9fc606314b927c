// order: any
import { sleep } from 'k6';
export const options = { scenarios: {
  shared: { executor: 'shared-iterations', vus: 2, iterations: 10, maxDuration: '1s' },
  per: { executor: 'per-vu-iterations', vus: 2, iterations: 3, maxDuration: '1s' },
} };
export default function () {
  sleep(1.4);
}
