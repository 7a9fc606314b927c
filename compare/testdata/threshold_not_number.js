// differs: sentences: log error
export const options = { iterations: 1, thresholds: { iterations: ['count>x'] } };
export default function () { console.log('never'); }
