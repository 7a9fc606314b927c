export const options = { iterations: 1, thresholds: { iterations: ['count>5'] } };
export function setup() { throw new Error('in setup'); }
export default function () {}
