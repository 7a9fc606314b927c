// The options as they were settled, frozen.
import exec from 'k6/execution';

export default function () {
  console.log(JSON.stringify(exec.test.options));
// want: {"paused":null,"scenarios":{"a":{"vus":2}},"list":[1,{"b":2}]}
  console.log(Object.isFrozen(exec.test.options), Object.isFrozen(exec.test.options.list[1]));
// want: true true
  console.log(exec.test.options === exec.test.options);
// want: true
}
