// differs: 1.x: log error
// differs: calls `exec.test.abort`: metric iteration
// differs: calls `exec.test.abort`: screen
import exec from 'k6/execution';
export const options = { iterations: 1, thresholds: { iterations: ['count>5'] } };
export default function () { exec.test.abort('enough'); }
