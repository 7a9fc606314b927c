import exec from 'k6/execution';
export const options = { scenarios: { mine: { executor: 'per-vu-iterations', vus: 1, iterations: 2 } } };
export default function () {
  const s = exec.scenario, v = exec.vu, i = exec.instance;
  console.log(s.name, s.executor, typeof s.startTime, s.startTime <= Date.now(), s.progress >= 0, s.progress < 1, s.iterationInInstance, s.iterationInTest);
  console.log(v.idInInstance, v.idInTest, v.iterationInInstance, v.iterationInScenario);
  console.log(typeof i.currentTestRunDuration, i.iterationsCompleted, i.iterationsInterrupted, i.vusActive, i.vusInitialized);
  console.log(Object.keys(exec).sort(), Object.keys(s).sort(), Object.keys(v).sort(), Object.keys(i).sort(), Object.keys(exec.test).sort());
  try { s.name = 'x'; console.log(s.name); } catch (e) { console.log(String(e)); }
}
