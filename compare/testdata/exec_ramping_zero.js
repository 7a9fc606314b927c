// differs: sentences: log error
export const options = { scenarios: { r: { executor: 'ramping-vus', startVUs: 0, stages: [{ duration: '1s', target: 0 }] } } };
export default function () { console.log('never'); }
