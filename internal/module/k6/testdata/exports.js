// The module by all the ways of importing it.
import k6, { check, fail, group, randomSeed, sleep } from 'k6';
import * as all from 'k6';

console.log([check, fail, group, randomSeed, sleep].every((f) => typeof f === 'function'));
// want: true
console.log(Object.keys(k6).sort().join());
// want: check,fail,group,randomSeed,sleep
console.log(all.check === check, k6.check === check, all.default === k6);
// want: true true true

export default function () {}
