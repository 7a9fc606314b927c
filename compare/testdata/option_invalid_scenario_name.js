// differs: sentences: log error
export const options = { scenarios: { 'bad name': { executor: 'per-vu-iterations' } } };
export default function () {}
