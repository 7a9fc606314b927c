// What cannot be parsed.
import { open } from 'k6/experimental/fs';
import { parse, Parser } from 'k6/experimental/csv';

const say = async (name, ...options) => {
  try { console.log(JSON.stringify(await parse(await open(name), ...options))); } catch (e) { console.log(`${e}`); }
};
for (const bad of [undefined, null, 5, {}, 'data.csv']) {
  try { parse(bad); } catch (e) { console.log(`${e}`); }
}
// want: GoError: csv reads a file that k6/experimental/fs has opened: pass what await open(path) gives
// want: GoError: csv reads a file that k6/experimental/fs has opened: pass what await open(path) gives
// want: GoError: csv reads a file that k6/experimental/fs has opened: pass what await open(path) gives
// want: GoError: csv reads a file that k6/experimental/fs has opened: pass what await open(path) gives
// want: GoError: csv reads a file that k6/experimental/fs has opened: pass what await open(path) gives
await say('data.csv', { delimiter: 'ab' });
// want: GoError: failed to interpret the provided Parser options; reason: delimiter must be a single character
await say('data.csv', { delimiter: '' });
// want: GoError: failed to interpret the provided Parser options; reason: delimiter must be a single character
await say('data.csv', { delimiter: '"' });
// want: GoError: failed to read record; reason: csv: invalid field or comment delimiter
await say('data.csv', { fromLine: -1 });
// want: GoError: failed to create a new parser; reason: the 'fromLine' option must be greater than or equal to 0; got -1
await say('data.csv', { toLine: -1 });
// want: GoError: failed to create a new parser; reason: the 'toLine' option must be greater than or equal to 0; got -1
await say('data.csv', { fromLine: 2, toLine: 2 });
// want: GoError: failed to interpret the provided Parser options; reason: fromLine must be less than or equal to toLine
await say('data.csv', { fromLine: 5 });
// want: GoError: failed to create a new parser; reason: failed to skip lines until line 5; reason: EOF
await say('data.csv', { asObjects: true, skipFirstLine: true });
// want: GoError: failed to create a new parser; reason: the 'header' option cannot be enabled when 'skipFirstLine' is true
await say('data.csv', { asObjects: true, fromLine: 2 });
// want: GoError: failed to create a new parser; reason: the 'header' option cannot be enabled when 'fromLine' is set to a value greater than 0
await say('empty.csv', { asObjects: true });
// want: GoError: failed to create a new parser; reason: failed to read the first line; reason: EOF
await say('empty.csv', { skipFirstLine: true });
// want: GoError: failed to create a new parser; reason: failed to skip the first line; reason: EOF
await say('ragged.csv');
// want: GoError: failed to read record; reason: record on line 2: wrong number of fields
await say('quote.csv');
// want: GoError: failed to read record; reason: parse error on line 2, column 6: extraneous or missing " in quoted-field
await say('bare.csv', { fromLine: 2 });
// want: GoError: failed to create a new parser; reason: failed to skip lines until line 2; reason: parse error on line 2, column 4: bare " in non-quoted-field
const file = await open('data.csv');
for (const f of [() => new Parser(), () => new Parser(file, { delimiter: 'ab' }), () => new Parser(file, { fromLine: 9 }), () => Parser(file)]) {
  try { f(); } catch (e) { console.log(`${e}`); }
}
// want: GoError: csv reads a file that k6/experimental/fs has opened: pass what await open(path) gives
// want: GoError: encountered an error while interpreting Parser options; reason: delimiter must be a single character
// want: GoError: failed to create a new parser; reason: failed to skip lines until line 9; reason: EOF
// want: TypeError: Failed to construct 'Parser': Please use the 'new' operator, this DOM object constructor cannot be called as a function.

export default function () {
  try { new Parser(file); } catch (e) { console.log(`${e}`); }
// want: GoError: csv Parser constructor must be called in the init context
}
