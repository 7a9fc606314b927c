// flags: --no-thresholds
export const options = { iterations: 1, thresholds: { iterations: ['count>100'] } };
export default function () {}
