// An exception in a check is the caller's, and the checks after it do not run.
import { check } from 'k6';

export default function () {
  const ran = [];
  try {
    check(1, { a: () => ran.push('a'), b: () => { throw new Error('boo'); }, c: () => ran.push('c') });
  } catch (e) {
    console.log(e.message, ran.join());
// want: boo a
  }
}
// want metric: checks{check:a} 1
// want metric: checks{check:b} 0
