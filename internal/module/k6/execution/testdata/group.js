// Tags set inside a group outlive it; the tag group goes back to what it was.
import exec from 'k6/execution';
import { group } from 'k6';

export default function () {
  group('g', () => {
    group('h', () => { exec.vu.tags.inside = 'y'; });
    console.log(JSON.stringify(exec.vu.tags));
// want: {"group":"::g","inside":"y","scenario":"default"}
  });
  console.log(JSON.stringify(exec.vu.tags));
// want: {"inside":"y","scenario":"default"}
}
// want metric: group_duration{group:::g} 1
// want metric: group_duration{group:::g::h,inside:y} 1
