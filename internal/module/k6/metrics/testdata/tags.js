// add's tags are strings, numbers or booleans, for this value only.
import { Counter } from 'k6/metrics';

const c = new Counter('my_counter');
// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  c.add(1, { a: 1, b: 'x', c: true });
  c.add(2, { b: 'x' });
  c.add(4);
  for (const none of ['x', 5, null, undefined]) console.log(c.add(0, none));
// want: true
// want: true
// want: true
// want: true
  console.log(said(() => c.add(8, { a: {} })));
// want: GoError: cannot add tags for the 'my_counter' custom metric: invalid value for metric tag 'a': only String, Boolean and Number types are accepted as a metric tag values
  console.log(said(() => c.add(8, { a: null })) === said(() => c.add(8, { a: {} })));
// want: true
}
// want metric: my_counter 7
// want metric: my_counter{b:x} 3
// want metric: my_counter{a:1,b:x,c:true} 1
// want metric: my_counter{scenario:default} 7
