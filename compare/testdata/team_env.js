// flags: -e HOST=chat.test -e EMPTY= -e SPACE=a -e EQ=a=b=c
// env: HOST=system
// env: ONLY_SYSTEM=1
// env: K6_VUS=1
// env: K6_ITERATIONS=2
// env: K6_TAGS=a:b,c:d
// env: K6_SUMMARY_TREND_STATS=min
import { Counter } from 'k6/metrics';
const c = new Counter('a_c');
export const options = { thresholds: { 'a_c{a:b}': ['count==2'], 'a_c{c:d}': ['count==2'] } };
export default function () {
  c.add(1);
  console.log(__ENV.HOST, JSON.stringify(__ENV.EMPTY), __ENV.EQ, __ENV.ONLY_SYSTEM, __ENV.NOPE, 'HOST' in __ENV, delete __ENV.HOST, __ENV.HOST, typeof __ENV.K6_VUS, Object.keys(__ENV).includes('EQ'));
  __ENV.N = 5; console.log(__ENV.N, typeof __ENV.N, __ITER, __VU);
}
