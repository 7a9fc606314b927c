// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'per-vu-iterations', tags: { x: {} } } } };
export default function () {}
