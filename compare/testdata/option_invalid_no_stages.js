// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'ramping-vus', stages: [] } } };
export default function () {}
