// order: any
import exec from 'k6/execution';
import { sleep } from 'k6';
export const options = { scenarios: { s: { executor: 'shared-iterations', vus: 4, iterations: 12 }, p: { executor: 'per-vu-iterations', vus: 2, iterations: 3 }, c: { executor: 'constant-arrival-rate', rate: 10, timeUnit: '3s', duration: '1050ms', preAllocatedVUs: 3 } } };
export default function () { console.log(exec.scenario.name, exec.scenario.name === "p" ? exec.vu.iterationInScenario : exec.scenario.iterationInTest); sleep(0.05); }
