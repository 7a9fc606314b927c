import { Trend, Counter, Gauge } from 'k6/metrics';
new Trend('t_trend'); new Counter('c_counter'); new Gauge('g_gauge');
export const options = { iterations: 1, thresholds: { t_trend: ['avg>1'], c_counter: ['count>1'], g_gauge: ['value>1'], ws_connecting: ['avg>1'] } };
export default function () {}
