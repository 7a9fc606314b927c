// differs: deal out the iterations: console
// flags: --execution-segment 0.3:0.55
// order: any
import exec from 'k6/execution';
export const options = { scenarios: { c: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '1020ms', preAllocatedVUs: 12 }, r: { executor: 'ramping-arrival-rate', startRate: 0, timeUnit: '1s', stages: [{ duration: '1s', target: 17 }, { duration: '520ms', target: 17 }], preAllocatedVUs: 12 } } };
export default function () { console.log(exec.scenario.name, exec.scenario.iterationInTest); }
