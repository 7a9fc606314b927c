// order: any
export const options = { scenarios: { c: { executor: 'constant-arrival-rate', rate: 10, timeUnit: '3s', duration: '1050ms', preAllocatedVUs: 2 } } };
export default function () { throw new Error('each time'); }
