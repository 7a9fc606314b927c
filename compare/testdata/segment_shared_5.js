// flags: --execution-segment 0.3:0.55
// order: any
import exec from 'k6/execution';
import { sleep } from 'k6';
export const options = { scenarios: { s: { executor: 'shared-iterations', vus: 7, iterations: 23 } } };
export default function () { console.log(exec.scenario.iterationInTest, exec.scenario.iterationInInstance); sleep(0.2); }
