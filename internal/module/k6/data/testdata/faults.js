// What makes no SharedArray, in k6's words.
import { SharedArray } from 'k6/data';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

console.log(said(() => new SharedArray()));
// want: GoError: a function is expected as the second argument of SharedArray's constructor
console.log(said(() => new SharedArray('x', 5)));
// want: GoError: a function is expected as the second argument of SharedArray's constructor
console.log(said(() => new SharedArray('', () => [])));
// want: GoError: empty name provided to SharedArray's constructor
console.log(said(() => new SharedArray('x', async () => [])));
// want: GoError: SharedArray constructor does not support async functions as second argument
console.log(said(() => new SharedArray('x', () => 5)));
// want: GoError: only arrays can be made into SharedArray
console.log(said(() => new SharedArray('x', () => ({ length: 1 }))));
// want: GoError: only arrays can be made into SharedArray
console.log(said(() => new SharedArray('x', () => { throw new Error('boo'); })));
// want: Error: boo
console.log(said(() => { const a = [{}]; a[0].a = a; return new SharedArray('x', () => a); }));
// want: TypeError: Converting circular structure to JSON
console.log(JSON.stringify(new SharedArray('x', () => [undefined, () => 1, NaN])));
// want: [null,null,null]

export default function () {
  console.log(said(() => new SharedArray('x', () => [])));
// want: GoError: new SharedArray must be called in the init context
}
