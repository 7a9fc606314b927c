// order: any
import exec from 'k6/execution';
const of = (exec, startTime) => ({ executor: 'per-vu-iterations', vus: 2, iterations: 2, exec, startTime, maxDuration: '1s', gracefulStop: '0s' });
export const options = { scenarios: { a: of('a', '0s'), b: of('a', '1s'), c: of('c', '2s') } };
export function a() { console.log(exec.scenario.name, exec.vu.iterationInScenario, exec.vu.idInTest <= 2); }
export function c() { console.log(exec.scenario.name, exec.vu.iterationInScenario, exec.vu.iterationInInstance, __ITER, exec.instance.vusInitialized); }
