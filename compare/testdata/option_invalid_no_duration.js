// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'constant-vus' } } };
export default function () {}
