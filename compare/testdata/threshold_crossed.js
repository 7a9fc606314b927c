import { Counter } from 'k6/metrics';
const c = new Counter('things'), d = new Counter('others');
export const options = { iterations: 1, thresholds: { things: ['count<1', 'count<10'], others: [{ threshold: 'count>5' }], iterations: ['count==1'] } };
export default function () { c.add(3); d.add(1); }
