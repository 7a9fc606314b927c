// differs: sentences: log error
export const options = { scenarios: { a: {} } };
export default function () {}
