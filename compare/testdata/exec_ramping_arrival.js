// order: any
import exec from 'k6/execution';
export const options = { scenarios: { c: { executor: 'ramping-arrival-rate', startRate: 10, timeUnit: '3s', stages: [{ duration: '1050ms', target: 10 }, { duration: 0, target: 20 }, { duration: '950ms', target: 20 }], preAllocatedVUs: 20 } } };
export default function () {
  console.log(exec.scenario.iterationInTest);
}
