import { sleep } from 'k6';
import exec from 'k6/execution';
export const options = { scenarios: {
  late: { executor: 'per-vu-iterations', startTime: '1s', exec: 'late', env: { WHO: 'late' } },
  early: { executor: 'per-vu-iterations', exec: 'early', env: { WHO: 'early' }, tags: { kind: 'first' } },
} };
export function late() { console.log(exec.scenario.name, __ENV.WHO, exec.vu.iterationInScenario, JSON.stringify(Object.entries(exec.vu.tags).sort())); }
export function early() { console.log(exec.scenario.name, __ENV.WHO, exec.vu.iterationInScenario, JSON.stringify(Object.entries(exec.vu.tags).sort())); }
