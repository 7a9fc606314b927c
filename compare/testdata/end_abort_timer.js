// differs: calls `exec.test.abort`: screen
// differs: calls `exec.test.abort`: metric iteration
// differs: 1.x: log error
import exec from 'k6/execution'; export default function () { setTimeout(() => exec.test.abort('in timer'), 10); }
