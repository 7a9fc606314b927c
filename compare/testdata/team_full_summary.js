// ignore: data_
// ignore: ↳  
// ignore: NETWORK
// flags: --summary-mode full --summary-time-unit ms
// screen: values
import { check, group } from 'k6';
import { Counter, Trend } from 'k6/metrics';
const c = new Counter('a_n'), t = new Trend('a_ms', true);
export const options = { scenarios: {
  beta: { executor: 'per-vu-iterations', vus: 1, iterations: 2, exec: 'beta', startTime: '1s' },
  alpha: { executor: 'per-vu-iterations', vus: 1, iterations: 1, exec: 'alpha' } },
  thresholds: { 'a_n{scenario:alpha}': ['count==3'], a_ms: ['avg<4', 'max<2'], 'a_ms{scenario:beta}': ['max==5'] } };
export function alpha() { c.add(3); t.add(1); group('login', () => { check(1, { 'in alpha': (v) => v === 1 }); group('token', () => { check(1, { deep: () => false }); c.add(0); }); }); check(2, { 'root of alpha': () => true }); }
export function beta() { c.add(1); t.add(5); group('chat', () => { check(__ITER, { 'first only': (v) => v === 0 }); t.add(2); }); group('leave', () => check(1, { 'in beta': () => true })); }
