// A file is read piece by piece, and sought in.
import { open, SeekMode } from 'k6/experimental/fs';

// said is what a promise comes to.
const said = async (f) => { try { return JSON.stringify(await f()); } catch (e) { return `${e}`; } };
// text is bytes as a literal.
const text = (bytes) => JSON.stringify(String.fromCharCode(...bytes));
const file = await open('data.csv');
const other = await open('./data.csv');
const empty = await open('empty.txt');

export default async function () {
  const five = new Uint8Array(5);
  console.log(await file.read(five), text(five), await file.read(five), text(five));
// want: 5 "a,b,c" 5 "\n1,2,"
  console.log(await other.read(five), text(five));
// want: 5 "a,b,c"
  const all = new Uint8Array(100);
  console.log(await file.read(all), await file.read(all), await file.read(new Uint8Array(0)));
// want: 18 null null
  console.log(await file.seek(0, SeekMode.Start), await file.read(new Uint8Array(0)), await file.read(all));
// want: 0 0 28
  await file.seek(0, SeekMode.Start);
  const ten = new Uint8Array(10);
  console.log(await file.read(ten.subarray(2, 5)), ten.join());
// want: 3 0,0,97,44,98,0,0,0,0,0
  console.log(...await Promise.all([file.read(five), file.read(five)]), text(five));
// want: 5 5 "2,3\n4"
  console.log(await empty.read(five), await said(() => empty.seek(0, SeekMode.Start)), await said(() => empty.seek(0, SeekMode.End)));
// want: null 0 TypeError: seeking before start of file
  for (const bad of [undefined, null, 'x', [1], new ArrayBuffer(2), new Uint16Array(2), new Uint8ClampedArray(2), new DataView(new ArrayBuffer(1))]) {
    console.log(await said(() => file.read(bad)));
  }
// want: TypeError: read() failed; reason: into argument cannot be null or undefined
// want: TypeError: read() failed; reason: into argument cannot be null or undefined
// want: TypeError: read() failed; reason: into argument must be a Uint8Array
// want: TypeError: read() failed; reason: into argument must be a Uint8Array
// want: TypeError: read() failed; reason: into argument must be a Uint8Array
// want: TypeError: read() failed; reason: into argument must be a Uint8Array
// want: TypeError: read() failed; reason: into argument must be a Uint8Array
// want: TypeError: read() failed; reason: into argument must be a Uint8Array
}
