// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'per-vu-iterations', env: { x: 5 } } } };
export default function () {}
