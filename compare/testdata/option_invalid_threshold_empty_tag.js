// differs: sentences: log error
export const options = { thresholds: { 'iterations{a:}': ['count>1'] } };
export default function () {}
