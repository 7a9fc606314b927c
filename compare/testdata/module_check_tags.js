import { check, group } from 'k6';
import exec from 'k6/execution';
export const options = { iterations: 1, thresholds: { 'checks{my:tag}': ['rate==1'], 'checks{vu_tag:1}': ['rate==0.5'] } };
export default function () {
  check(1, { one: true }, { my: 'tag' });
  exec.vu.metrics.tags.vu_tag = 1;
  check(1, { two: true, three: false });
  delete exec.vu.metrics.tags.vu_tag;
  check(1, { four: false });
}
