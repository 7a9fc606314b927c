import exec from 'k6/execution';
function show(f) { try { console.log(f()); } catch (e) { console.log(String(e)); } }
show(() => exec.vu.idInTest); show(() => exec.scenario.name); show(() => exec.test.options);
show(() => exec.test.fail('x'));
export function setup() { show(() => exec.scenario.name); show(() => exec.vu.idInTest); show(() => exec.vu.iterationInInstance); show(() => exec.vu.iterationInScenario); show(() => exec.instance.vusInitialized); show(() => JSON.stringify(exec.vu.tags)); show(() => typeof exec.test.options); }
export default function () {}
export function teardown() { show(() => exec.scenario.name); show(() => exec.vu.idInTest); show(() => JSON.stringify(exec.vu.tags)); }
export function handleSummary() { show(() => exec.vu.idInTest); show(() => exec.scenario.name); return { stdout: 'x\n' }; }
