// differs: sentences: log error
export const options = { thresholds: { iterations: [{ threshold: 'count>=0', delayAbortEval: 'x' }] } };
export default function () {}
