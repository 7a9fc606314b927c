// ignore: metric busy
// ignore: dropped
// ignore: iteration
import { sleep } from 'k6';
import { Rate } from 'k6/metrics';
const busy = new Rate('busy');
export const options = { scenarios: { c: { executor: 'constant-arrival-rate', rate: 20, duration: '2s', preAllocatedVUs: 1, maxVUs: 3 } } };
export default function () { sleep(0.5); busy.add(1); }
export function handleSummary(d) { const n = d.metrics.busy.values.passes, dropped = d.metrics.dropped_iterations.values.count; console.log(n >= 9 && n <= 13, dropped >= 20 && dropped <= 32, d.metrics.vus_max.values.max); return {}; }
