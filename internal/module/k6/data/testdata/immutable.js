// Nothing of a SharedArray can be written.
import { SharedArray } from 'k6/data';

const list = new SharedArray('list', () => [{ a: 1, b: [1, { c: 2 }] }, 'two']);
// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  console.log(said(() => { list[0] = 1; }));
// want: TypeError: SharedArray is immutable
  console.log(said(() => { list.length = 0; }));
// want: TypeError: SharedArray is immutable
  console.log(said(() => { delete list[0]; }));
// want: TypeError: SharedArray is immutable
  console.log(said(() => list.push(1)));
// want: TypeError: SharedArray is immutable
  console.log(said(() => list.sort()));
// want: TypeError: SharedArray is immutable
  console.log(said(() => { list[0].a = 2; }));
// want: TypeError: Cannot assign to read only property 'a'
  console.log(said(() => { list[0].b[1].c = 3; }));
// want: TypeError: Cannot assign to read only property 'c'
  console.log(said(() => { list[0].b.push(1); }).startsWith('TypeError'));
// want: true
  console.log(Object.isFrozen(list[0]), Object.isFrozen(list[0].b), list[0] === list[0]);
// want: true true false
}
