// A metric's method has its name in stacks.

import { Counter } from 'k6/metrics';
const c = new Counter('counted');

export default function () {
  console.log(c.add.name, Counter.name);
// want: add Counter
}
