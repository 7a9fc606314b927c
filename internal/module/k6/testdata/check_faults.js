// What check cannot do, in k6's words.
import { check } from 'k6';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

console.log(said(() => check(1, { a: true })));
// want: GoError: Using check() in the init context is not supported

export default function () {
  console.log(said(() => check()));
// want: GoError: no checks provided to `check`
  console.log(said(() => check(1)));
// want: GoError: no checks provided to `check`
  console.log(said(() => check(1, null)));
// want: TypeError: Cannot convert undefined or null to object
  console.log(said(() => check(1, { a: true }, { x: {} })));
// want: GoError: invalid value for metric tag 'x': only String, Boolean and Number types are accepted as a metric tag values
  console.log(said(() => check(1, { 'a::b': true })));
// want: GoError: group and check names may not contain '::'
  console.log(said(() => check(1, { a: async () => true })).slice(0, 78));
// want: GoError: the built-in check() does not support async functions as arguments. U
}
