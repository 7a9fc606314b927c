// order: any
import exec from 'k6/execution';
export const options = { scenarios: { per: { executor: 'per-vu-iterations', vus: 3, iterations: 2 } } };
export default function () {
  console.log(__VU, __ITER, exec.vu.iterationInScenario, exec.vu.iterationInInstance, exec.scenario.executor);
}
