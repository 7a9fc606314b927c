// flags: --tag a=1 --tag b=2
import exec from 'k6/execution';
export const options = { iterations: 1, tags: { c: '3', a: '0' }, thresholds: { 'iterations{a:1}': ['count==1'], 'iterations{c:3}': ['count==0'] } };
export default function () { console.log(JSON.stringify(Object.entries(exec.vu.metrics.tags).sort()), JSON.stringify(exec.test.options.tags)); }
