// order: any
import exec from 'k6/execution';
export const options = { scenarios: { c: { executor: 'constant-arrival-rate', rate: 10, timeUnit: '3s', duration: '1050ms', preAllocatedVUs: 6 } } };
export default function () {
  console.log(exec.scenario.iterationInTest);
}
