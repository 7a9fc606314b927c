// What is no number is a warning, and not counted.
import { Counter } from 'k6/metrics';

const c = new Counter('my_counter');
// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  console.log(c.add('abc'));
// want: false
// want warning: 'abc' is an invalid value for metric 'my_counter', a number or a boolean value is expected
  console.log(c.add(null));
// want: false
// want warning: 'null' is an invalid value for metric 'my_counter', a number or a boolean value is expected
  console.log(c.add(undefined));
// want: false
// want warning: 'undefined' is an invalid value for metric 'my_counter', a number or a boolean value is expected
  console.log(c.add(NaN));
// want: false
// want warning: 'NaN' is an invalid value for metric 'my_counter', a number or a boolean value is expected
  console.log(c.add({}));
// want: false
// want warning: '[object Object]' is an invalid value for metric 'my_counter', a number or a boolean value is expected
  console.log(c.add());
// want: false
// want warning: no value was provided for metric 'my_counter', a number or a boolean value is expected
  console.log(said(() => c.add(5n)));
// want: TypeError: Cannot convert a BigInt value to a number
  console.log(said(() => c.add(Symbol('s'))));
// want: TypeError: Cannot convert a Symbol value to a number
}
// want metric: my_counter 0
