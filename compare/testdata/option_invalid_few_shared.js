// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'shared-iterations', vus: 4, iterations: 2 } } };
export default function () {}
