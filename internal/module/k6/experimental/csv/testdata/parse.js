// What parse makes of files, and by which options.
import { open } from 'k6/experimental/fs';
import csv, { parse } from 'k6/experimental/csv';

// say prints what a file comes to.
const say = async (name, ...options) => {
  try { console.log(JSON.stringify(await parse(await open(name), ...options))); } catch (e) { console.log(`${e}`); }
};
console.log(Object.keys(csv).sort().join(), csv.parse === parse);
// want: Parser,parse true
await say('data.csv');
// want: [["a","b","c"],["1","2","3"],["4","5,x","6"],["7","8","9"]]
await say('data.csv', null);
// want: [["a","b","c"],["1","2","3"],["4","5,x","6"],["7","8","9"]]
await say('data.csv', { asObjects: true });
// want: [{"a":"1","b":"2","c":"3"},{"a":"4","b":"5,x","c":"6"},{"a":"7","b":"8","c":"9"}]
await say('data.csv', { skipFirstLine: true });
// want: [["1","2","3"],["4","5,x","6"],["7","8","9"]]
await say('data.csv', { fromLine: 2 });
// want: [["4","5,x","6"],["7","8","9"]]
await say('data.csv', { fromLine: '1', toLine: 2 });
// want: [["1","2","3"],["4","5,x","6"]]
await say('data.csv', { fromLine: 4 });
// want: []
await say('data.csv', { fromLine: NaN, toLine: 1, delimiter: undefined });
// want: [["a","b","c"],["1","2","3"]]
await say('data.csv', { toLine: 0, unknown: 1 });
// want: [["a","b","c"],["1","2","3"],["4","5,x","6"],["7","8","9"]]
await say('data.csv', { skipFirstLine: true, fromLine: 1, toLine: 2 });
// want: [["1","2","3"],["4","5,x","6"]]
await say('data.csv', { asObjects: true, toLine: 1 });
// want: [{"a":"1","b":"2","c":"3"}]
await say('semi.csv', { delimiter: ';' });
// want: [["1","x \"y\" z"],["2","<é>"]]
await say('rune.csv', { delimiter: 'é' });
// want: [["a","b"],["1","2"],["�",""]]
await say('space.csv');
// want: [["# x","y"],[" a "," b "],[" q","z"],["1",""]]
await say('dup.csv', { asObjects: true });
// want: [{"a":"2"},{"a":"5"}]
await say('proto.csv', { asObjects: true });
// want: [{"__proto__":"3","b":"2"}]
await say('crlf.csv');
// want: [["a","b"],["1","2"]]
await say('empty.csv');
// want: []

const list = await parse(await open('data.csv'), { asObjects: true });
console.log(Array.isArray(list), list.length, Object.isFrozen(list[0]));
// want: true 3 true
try { list.push(1); } catch (e) { console.log(`${e}`); }
// want: TypeError: SharedArray is immutable

const file = await open('data.csv');

export default async function () {
  console.log(JSON.stringify(await parse(file, { fromLine: 3 })));
// want: [["7","8","9"]]
}
