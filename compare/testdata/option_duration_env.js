// differs: sentences: log warning
// env: K6_DURATION=1s
// flags: --vus 2
import { sleep } from 'k6';
export const options = { scenarios: { a: { executor: 'per-vu-iterations', exec: 'other' } } };
export default function () { sleep(1.5); }
export function other() { console.log('never'); }
