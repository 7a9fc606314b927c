// stats: script
// values: things
import { Trend } from 'k6/metrics';
const t = new Trend('things');
export const options = { summaryTrendStats: ['min', 'p(50)', 'p(99.9)', 'count', 'max'], iterations: 1 };
export default function () { for (let i = 1; i <= 10; i++) { t.add(i); } }
