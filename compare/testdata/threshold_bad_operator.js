// differs: sentences: log error
export const options = { iterations: 1, thresholds: { iterations: ['count=1'] } };
export default function () { console.log('never'); }
