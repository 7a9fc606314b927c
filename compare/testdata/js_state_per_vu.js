// order: any
import { sleep } from 'k6';
let count = 0; const seen = [];
export const options = { scenarios: { s: { executor: 'per-vu-iterations', vus: 2, iterations: 3 } } };
export default function () { count += 1; seen.push(__ITER); globalThis.total = (globalThis.total || 0) + 1; __ENV.MINE = (__ENV.MINE || '') + 'x'; console.log(count, seen, globalThis.total, __ENV.MINE); sleep(0.01); }
