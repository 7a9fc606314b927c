import { fail, sleep } from 'k6';
export const options = { vus: 1, iterations: 3 };
export default function () { if (__ITER === 0) { fail('given up'); } if (__ITER === 1) { fail(); } try { fail('caught'); } catch (e) { console.log(String(e), e instanceof Error, typeof e); } }
