// flags: --summary-time-unit s
// screen: values
import { Trend } from 'k6/metrics';
const t = new Trend('a_time', true), u = new Trend('a_number');
export const options = { iterations: 1 };
export default function () { t.add(1500); t.add(0.5); u.add(1500); }
