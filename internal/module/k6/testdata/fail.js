// fail throws its message as a GoError.
import { fail } from 'k6';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  console.log(said(() => fail('no way')));
// want: GoError: no way
  console.log(said(() => fail({})));
// want: GoError: [object Object]
  try {
    fail();
  } catch (e) {
    console.log(e.name, '/' + e.message + '/');
// want: GoError //
  }
}
