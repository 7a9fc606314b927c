// Functions have the names that scripts know them by, in stacks too.

import k6, { check, sleep } from 'k6';

export default function () {
  console.log(check.name, sleep.name, k6.group.name);
// want: check sleep group
  try { check(); } catch (e) { console.log(/at check \(native\)/.test(e.stack)); }
// want: true
}
