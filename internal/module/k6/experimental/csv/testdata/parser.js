// A Parser gives one record after the other.
import { open } from 'k6/experimental/fs';
import { Parser } from 'k6/experimental/csv';

const file = await open('data.csv');
const arrays = new Parser(file, { fromLine: 1, toLine: 2 });
const objects = new Parser(file, { asObjects: true, toLine: 1 });
const proto = new Parser(await open('proto.csv'), { asObjects: true });
const ragged = new Parser(await open('ragged.csv'));

export default async function () {
  const next = async (p) => { try { console.log(JSON.stringify(await p.next())); } catch (e) { console.log(`${e}`); } };
  console.log(arrays instanceof Parser, arrays.next() instanceof Promise);
// want: true true
  await next(arrays);
// want: {"done":false,"value":["4","5,x","6"]}
  await next(arrays);
// want: {"done":true,"value":[]}
  await next(arrays);
// want: {"done":true,"value":[]}
  await next(objects);
// want: {"done":false,"value":{"a":"1","b":"2","c":"3"}}
  await next(objects);
// want: {"done":true,"value":[]}
  await next(proto);
// want: {"done":false,"value":{"__proto__":"3","b":"2"}}
  for (let n = 0; n < 5; n++) await next(ragged);
// want: {"done":false,"value":["a","b"]}
// want: GoError: record on line 2: wrong number of fields
// want: GoError: record on line 3: wrong number of fields
// want: {"done":false,"value":["5","6"]}
// want: {"done":true,"value":[]}
}
