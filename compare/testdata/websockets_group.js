import { WebSocket } from 'k6/websockets';
import { check, group } from 'k6';
export const options = { thresholds: { 'checks{group:::g}': ['rate>=0'], 'checks{group:}': ['rate>=0'] } };
delete options.thresholds['checks{group:}'];
export default function () {
  group('g', () => { const s = new WebSocket(`${__ENV.URL}/count?n=1`); s.onmessage = () => { check(1, { 'in handler': true }); group('inner', () => check(1, { 'in group': true })); }; check(1, { 'beside': true }); });
}
