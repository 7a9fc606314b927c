// differs: who still held: log warning
export const options = { scenarios: { a: { executor: 'constant-vus', vus: 1, duration: '1s', gracefulStop: '0s' } } };
export default function () { setTimeout(() => console.log('never'), 20000); }
