// A list without thresholds asks for a part of a metric.
// screen: values
import { Counter, Gauge, Rate, Trend } from 'k6/metrics';
const c = new Counter('a_n'), never = new Counter('a_never'), t = new Trend('a_t'), r = new Rate('a_r'), g = new Gauge('a_g');
export const options = { iterations: 1, thresholds: {
  'a_n{kind:x}': [], 'a_n{kind:y}': [], a_never: [], 'a_t{a:b}': [], 'a_r{a:b}': [], 'a_g{a:b}': [], 'iterations{scenario:default}': [], 'ws_connecting{scenario:default}': [], 'a_n{kind:z}': ['count>=0'],
} };
export default function () { c.add(1, { kind: 'x' }); c.add(2, { kind: 'y' }); }
