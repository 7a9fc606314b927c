// flags: --no-thresholds --no-teardown --tag v=1.2.3
import { Counter } from 'k6/metrics';
import exec from 'k6/execution';
const c = new Counter('a_n');
export const options = { iterations: 1, thresholds: { a_n: ['count>5'], iterations: ['count>9'] } };
export function setup() { return { a: 1 }; }
export default function (data) { c.add(1); console.log(JSON.stringify(data), JSON.stringify(exec.test.options.thresholds), exec.vu.tags.v); }
export function teardown() { console.log('never'); }
