// flags: --vus 2 --iterations 4
export const options = { vus: 5, iterations: 50 };
export default function () { console.log('x'); }
