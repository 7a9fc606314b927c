// differs: 1.x: log error
// differs: calls `exec.test.abort`: metric iteration
import exec from 'k6/execution';
export const options = { vus: 1, iterations: 5 };
export default function () { if (__ITER === 2) { exec.test.abort('enough'); console.log('never'); } }
export function teardown() { console.log('teardown'); }
export function handleSummary() { return { stdout: 'summary\n' }; }
