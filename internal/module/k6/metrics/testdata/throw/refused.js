// With the option throw, what is no number is an exception.
import { Counter } from 'k6/metrics';

const c = new Counter('my_counter');
// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  console.log(said(() => c.add('abc')));
// want: GoError: 'abc' is an invalid value for metric 'my_counter', a number or a boolean value is expected
  console.log(said(() => c.add()));
// want: GoError: no value was provided for metric 'my_counter', a number or a boolean value is expected
}
