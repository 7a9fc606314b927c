// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'per-vu-iterations', exec: '' } } };
export default function () {}
