// The first function of a name fills it; the others do not run.
import { SharedArray } from 'k6/data';

const first = new SharedArray('same', () => [1, 2]);
const again = new SharedArray('same', () => { throw new Error('not run'); });
const inside = new SharedArray('outer', () => [...new SharedArray('inner', () => ['in'])]);
console.log(SharedArray('without new', () => [1]).length, SharedArray.name);
// want: 1 SharedArray

export default function () {
  console.log(first.length, again.length, inside[0]);
// want: 2 2 in
}
