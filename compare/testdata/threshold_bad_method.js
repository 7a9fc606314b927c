// differs: sentences: log error
export const options = { iterations: 1, thresholds: { iterations: ['avg>1'] } };
export default function () { console.log('never'); }
