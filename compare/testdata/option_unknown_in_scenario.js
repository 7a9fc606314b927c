// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'per-vu-iterations', nonsense: 3 } } };
export default function () {}
