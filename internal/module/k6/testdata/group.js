// group returns what its function returns, and passes on what it throws.
import { group } from 'k6';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

console.log(said(() => group('a', () => 1)));
// want: GoError: Using group() in the init context is not supported

export default function () {
  console.log(group('a', () => group('b', () => 42)));
// want: 42
  console.log(said(() => group('a', () => { throw new Error('out'); })));
// want: Error: out
  console.log(group('a', () => Promise.resolve(1)) instanceof Promise);
// want: true
  console.log(said(() => group('a::b', () => 1)));
// want: GoError: group and check names may not contain '::'
  console.log(said(() => group('a')));
// want: GoError: group() requires a callback as a second argument
  console.log(said(() => group('a', 5)));
// want: GoError: group() requires a callback as a second argument
  console.log(said(() => group('a', async () => 1)).slice(0, 70));
// want: GoError: group() does not support async functions as arguments, please
}
