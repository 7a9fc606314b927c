// differs: 1.x: 
export const options = { iterations: 1, thresholds: { iteration_duration: ['p(101)<1'] } };
export default function () { console.log('never'); }
