// env: K6_STAGES=1s:1,1s:0
// env: K6_TAGS=a:b,c:d
// env: K6_USER_AGENT=mine
// env: K6_SETUP_TIMEOUT=9s
// env: K6_BATCH=7
// env: K6_NO_TEARDOWN=true
// env: K6_MIN_ITERATION_DURATION=1500ms
import exec from 'k6/execution';
export const options = { vus: 1, iterations: 40 };
export default function () { const o = exec.test.options; console.log(JSON.stringify(o.scenarios), JSON.stringify(o.tags), o.userAgent, o.setupTimeout, o.batch, o.minIterationDuration); }
export function teardown() { console.log('never'); }
