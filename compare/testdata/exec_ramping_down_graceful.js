// order: any
import { sleep } from 'k6';
export const options = { scenarios: { r: { executor: 'ramping-vus', startVUs: 3, gracefulRampDown: '10s', stages: [{ duration: '500ms', target: 0 }, { duration: '500ms', target: 0 }] } } };
export default function () {
  sleep(2);
  console.log('done');
}
