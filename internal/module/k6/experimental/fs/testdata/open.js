// What can be opened, and when.
import fs, { open, SeekMode } from 'k6/experimental/fs';

// said is what a promise comes to.
const said = async (f) => {
  try { return JSON.stringify(await f()); } catch (e) { return `${e} ${e instanceof Error} ${e instanceof TypeError}`.replace(import.meta.resolve('./').slice(7), ''); }
};
console.log(Object.keys(fs).sort().join(), JSON.stringify(SeekMode));
// want: SeekMode,open {"Start":0,"Current":1,"End":2}
console.log(await said(() => open('nope.txt')));
// want: NotFoundError: no such file or directory "/nope.txt" true false
console.log(await said(() => open()));
// want: TypeError: open() failed; reason: path cannot be null or undefined true true
console.log(await said(() => open(null)));
// want: TypeError: open() failed; reason: path cannot be null or undefined true true
console.log(await said(() => open('')));
// want: TypeError: open() failed; reason: path cannot be empty true true
console.log(await said(() => open(5)));
// want: NotFoundError: no such file or directory "/5" true false
console.log((await said(() => open('../testdata'))).replace(/".*"/, ''));
// want: InvalidResourceError: cannot open : opening a directory is not supported true false

const file = await open('data.csv');
const again = await open(import.meta.resolve('./data.csv'));
console.log(Object.keys(file).join(), file.path.endsWith('/testdata/data.csv'), file.path === again.path, file === again);
// want: path true true false
console.log(JSON.stringify(file) === JSON.stringify({ path: file.path }), open('data.csv') instanceof Promise);
// want: true true
console.log(await said(() => file.stat()));
// want: {"name":"data.csv","size":28}

export default async function () {
  console.log(await said(() => open('data.csv')));
// want: ForbiddenError: open() failed; reason: opening a file is allowed only in the Init context true false
  console.log(await said(() => file.stat()), await said(async () => { file.read.call({}); }));
// want: {"name":"data.csv","size":28} TypeError: Illegal invocation true true
}
