// env: K6_VUS=2
// env: K6_ITERATIONS=4
// flags: --iterations 6
export const options = { vus: 5, iterations: 50 };
export default function () { console.log('x'); }
