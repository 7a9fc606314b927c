// differs: sentences: log error
export const options = { thresholds: { iterations: [5] } };
export default function () {}
