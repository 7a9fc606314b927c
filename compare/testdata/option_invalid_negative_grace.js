// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'per-vu-iterations', gracefulStop: '-1s' } } };
export default function () {}
