// differs: sentences: 
// flags: --summary-trend-stats mean
export const options = { vus: 1 };
export default function () {}
