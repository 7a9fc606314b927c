// fail marks the test and goes on.
import exec from 'k6/execution';

export default function () {
  console.log(exec.test.fail('reason'));
// want: undefined
  exec.test.fail();
// want error: failed: reason
// want error: failed:
}
