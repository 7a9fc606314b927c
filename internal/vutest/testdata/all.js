// env: WORD={{WORD}}
import { count } from 'k6/counting';
console.log('init', __VU);
export default function () {
  count(2, 'a');
  count(3, 'b');
  setTimeout(() => { console.log('timer', __ITER, __ENV.WORD); throw new Error('mine'); }, 1);
  console.log('returned');
}
// want: init 1
// want: returned
// want: timer 0 filled in
// want error: Error: mine
// want warning: counted 2
// want warning: counted 3
// want metric: mine 5
// want metric: mine{kind:b} 3
// want metric: iterations{scenario:default} 1
