// The array of another VU is there; its function does not run again.
import { SharedArray } from 'k6/data';

const same = new SharedArray('same', () => { throw new Error('not run'); });

export default function () {
  console.log(same.join());
// want: 1,2
}
