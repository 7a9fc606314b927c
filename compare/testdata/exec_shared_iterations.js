// order: any
import { sleep } from 'k6';
import exec from 'k6/execution';
export const options = { scenarios: { a: { executor: 'shared-iterations', vus: 3, iterations: 6, maxDuration: '20s' } } };
export default function () {
  console.log(exec.scenario.name, exec.scenario.executor, exec.scenario.iterationInTest);
  sleep(0.2);
}
