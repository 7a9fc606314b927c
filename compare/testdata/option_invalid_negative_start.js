// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'per-vu-iterations', startTime: '-1s' } } };
export default function () {}
