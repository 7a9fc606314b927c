// differs: sentences: 
// flags: --summary-time-unit h
export const options = { vus: 1 };
export default function () {}
