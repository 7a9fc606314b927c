export const options = { iterations: 2, vus: 1, minIterationDuration: '700ms', thresholds: { iteration_duration: ['min>=0'] } };
const began = Date.now();
export default function () {}
export function teardown() { console.log(Date.now() - began >= 1300); }
