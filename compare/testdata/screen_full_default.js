// ignore: ↳ 0%
// flags: --summary-mode full
import { Counter } from 'k6/metrics';
import { check, group } from 'k6';
const c = new Counter('a_counter');
export const options = { iterations: 1, vus: 1 };
export default function () { group('g', () => { c.add(1); check(1, { good: true }); group('h', () => check(1, { bad: false })); }); group('empty', () => {}); check(1, { root: true }); }
