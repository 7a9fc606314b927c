// A SharedArray reads like an array.
import { SharedArray } from 'k6/data';

const list = new SharedArray('list', () => [{ a: 1, b: [1, 2] }, 'two', 3, null]);

export default function () {
  console.log(Array.isArray(list), list instanceof Array, list.length);
// want: true true 4
  console.log(list[0].a, list[0].b.join('-'), list[1], list[2], list[3], list[4], list[-1]);
// want: 1 1-2 two 3 null undefined undefined
  console.log(list.map((x) => typeof x).join());
// want: object,string,number,object
  console.log(list.filter((x) => x).length, list.indexOf(3), list.slice(1, 3).join());
// want: 3 2 two,3
  let seen = '';
  for (const x of list) seen += JSON.stringify(x);
  console.log(seen);
// want: {"a":1,"b":[1,2]}"two"3null
  list.forEach((x, i) => { seen = i; });
  console.log(seen, [...list].length, Object.keys(list).join(), '3' in list, '4' in list);
// want: 3 4 0,1,2,3 true false
  console.log(JSON.stringify(list), list.concat([1]).length);
// want: [{"a":1,"b":[1,2]},"two",3,null] 5
}
