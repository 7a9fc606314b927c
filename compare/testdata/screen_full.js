// ignore: ↳ 0%
// differs: appear when an iteration ends: screen     NETWORK
// differs: appear when an iteration ends: screen     data_
// differs: what setup did: screen
// flags: --summary-mode full
import { Counter } from 'k6/metrics';
import { check, group } from 'k6';
const c = new Counter('a_counter');
export const options = { scenarios: { one: { executor: 'per-vu-iterations', exec: 'one' }, two: { executor: 'per-vu-iterations', exec: 'two', startTime: '1s' } }, thresholds: { a_counter: ['count>1'] } };
export function setup() { check(1, { 'in setup': true }); }
export function one() { group('g', () => { c.add(1); check(1, { good: true }); group('h', () => check(1, { bad: false })); }); }
export function two() { c.add(2); check(1, { good: true }); }
