// differs: sentences: log error
export const options = { scenarios: 'text' };
export default function () {}
