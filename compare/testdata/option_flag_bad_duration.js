// differs: sentences: 
// flags: --duration 10
export const options = { vus: 1 };
export default function () {}
