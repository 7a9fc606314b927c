// flags: --execution-segment 0:1/2
// order: any
import exec from 'k6/execution';
export const options = { scenarios: { s: { executor: 'per-vu-iterations', vus: 10, iterations: 2 } } };
export default function () { console.log(exec.vu.idInTest, exec.vu.idInInstance, __VU, exec.scenario.iterationInInstance < 20); }
