// differs: sentences: log error
export const options = { scenarios: { a: { executor: 'nonsense' } } };
export default function () {}
