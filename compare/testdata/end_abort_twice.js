// differs: 1.x: log error
// differs: calls `exec.test.abort`: metric iteration
// differs: calls `exec.test.abort`: screen
import exec from 'k6/execution';
export default function () { exec.test.abort('first'); }
export function teardown() { console.log('teardown'); exec.test.abort('second'); }
