// The numbers of the VU, its scenario and the process.
import exec from 'k6/execution';

export default function () {
  console.log(Object.keys(exec.vu).join());
// want: idInInstance,idInTest,iterationInInstance,iterationInScenario,tags,metrics
  console.log(exec.vu.idInTest, exec.vu.idInInstance, exec.vu.iterationInInstance, exec.vu.iterationInScenario);
// want: 1 1 0 0
  const { name, executor, progress, startTime, iterationInTest, iterationInInstance } = exec.scenario;
  console.log(name, executor, progress, iterationInTest, iterationInInstance);
// want: default per-vu-iterations 0 0 0
  console.log(Math.abs(Date.now() - startTime) < 60000);
// want: true
  console.log(JSON.stringify(exec.instance));
// want: {"vusActive":2,"vusInitialized":3,"currentTestRunDuration":1500,"iterationsCompleted":4,"iterationsInterrupted":5}
  console.log(exec.vu === exec.vu, exec.scenario === exec.scenario, exec.vu.tags === exec.vu.metrics.tags);
// want: true true true
}
