// flags: --system-tags scenario,iter,vu
import { check, group } from 'k6';
export const options = { iterations: 1, thresholds: { 'checks{group:::g}': ['rate>=0'], 'checks{scenario:default}': ['rate==1'], 'iterations{scenario:default}': ['count>=0'] } };
export default function () { group('g', () => check(1, { one: (v) => v === 1 })); }
