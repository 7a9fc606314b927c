// differs: 1.x: log error
// order: any
import exec from 'k6/execution';
import { sleep, check } from 'k6';
export const options = { scenarios: { work: { executor: 'shared-iterations', vus: 2, iterations: 6, exec: 'work', maxDuration: '20s' }, later: { executor: 'per-vu-iterations', vus: 1, iterations: 1, exec: 'later', startTime: '1s' } }, thresholds: { checks: ['rate==1'] } };
const seen = [];
export function work() {
  seen.push(exec.scenario.iterationInTest);
  check(exec, { 'name is work': (e) => e.scenario.name === 'work', 'two or three': (e) => [1, 2, 3].includes(e.vu.idInTest), same: (e) => e.vu.idInInstance === e.vu.idInTest, 'unique here': () => new Set(seen).size === seen.length, 'in scenario': (e) => e.vu.iterationInScenario === seen.length - 1, 'start is past': (e) => e.scenario.startTime <= Date.now(), 'in range': (e) => e.scenario.iterationInInstance < 6, active: (e) => e.instance.vusActive >= 1 && e.instance.vusInitialized === 3, zero: (e) => e.instance.iterationsInterrupted === 0 });
  exec.vu.metrics.tags['my tag'] = 7; exec.vu.metrics.tags.b = true;
  for (const f of [() => { exec.vu.metrics.tags.o = {}; }, () => { exec.vu.metrics.tags = 5; }, () => { exec.scenario.name = 'x'; }, () => { exec.vu.idInTest = 9; }, () => { exec.test = 1; }]) { try { f(); console.log('assigned'); } catch (e) { console.log(e.name, e.message); } }
  console.log(Object.keys(exec.vu.metrics.tags).sort().join(), exec.vu.metrics.tags['my tag'], exec.vu.metrics.tags.scenario, typeof exec.vu.metrics.tags.nope);
}
export function later() { check(exec.instance.iterationsCompleted, { 'six at most': (n) => n >= 0 && n <= 6 }); exec.test.fail('marked'); console.log('goes on'); }
