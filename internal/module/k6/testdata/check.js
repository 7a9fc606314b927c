// check judges functions by what they return and values by how true they are.
import { check } from 'k6';

export default function () {
  console.log(check(1, { a: true, b: (v) => v === 1 }));
// want: true
  console.log(check(1, { a: true, b: (v) => v === 2, c: 'x' }));
// want: false
  console.log(check(1, { a: 0 }), check(1, { a: null }), check(1, { a: '' }));
// want: false false false
  console.log(check(1, { a: Promise.resolve(false) }));
// want: true
  console.log(check(1, {}), check(1, 5), check(1, () => false));
// want: true true true
  console.log(check(1, [true, false]), check(1, 'ab'));
// want: false true
  console.log(check(1, { '': true }));
// want: true
  console.log(check(1, { a: function () { return this === undefined; } }));
// want: true
}
