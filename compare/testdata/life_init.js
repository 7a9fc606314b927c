import exec from 'k6/execution';
console.log('top', __VU, typeof __ITER);
export const options = { vus: 1, iterations: 2 };
export function setup() { console.log('setup', __VU); }
export default function () { console.log('vu', __VU, __ITER); }
export function teardown() { console.log('teardown', __VU); }
export function handleSummary() { console.log('summary', __VU); return { stdout: 'done\n' }; }
