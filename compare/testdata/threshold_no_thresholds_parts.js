// Nothing is judged, and parts of metrics are shown all the same if there is anything.
// flags: --no-thresholds
// differs: sentences: log
// screen: values
import { Counter } from 'k6/metrics';
const c = new Counter('a_n'), never = new Counter('a_never');
export const options = { iterations: 1, thresholds: { 'a_n{kind:x}': ['count>5'], 'a_n{kind:y}': [], 'a_n{kind:z}': ['count>5'], a_never: ['count>5'], 'nothing{a:b}': ['count>5'], iterations: ['p(95)>5'] } };
export default function () { c.add(1, { kind: 'x' }); c.add(2, { kind: 'y' }); }
