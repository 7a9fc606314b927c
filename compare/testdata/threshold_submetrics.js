import { Counter, Trend } from 'k6/metrics';
import { check, group } from 'k6';
const c = new Counter('things'), t = new Trend('times');
export const options = { iterations: 1, thresholds: {
  'things{a:1}': ['count==2'], 'things{a:1,b:2}': ['count==1'], 'things{ b : 2 }': ['count==1'], 'things{"a":"2"}': ['count==4'],
  'checks{check:yes}': ['rate==1'], 'checks{group:::g}': ['rate==0.5'], 'times{x:y}': ['max==9'], 'group_duration{group:::g}': ['max>=0'],
} };
export default function () {
  c.add(1, { a: 1, b: 2 }); c.add(1, { a: '1' }); c.add(4, { a: 2 }); t.add(9, { x: 'y' }); t.add(1);
  group('g', () => check(1, { yes: (v) => v, no: (v) => !v }));
}
