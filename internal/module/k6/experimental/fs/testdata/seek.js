// Every way to seek, and every wrong one.
import { open, SeekMode } from 'k6/experimental/fs';

const { Start, Current, End } = SeekMode;
const file = await open('data.csv');
const seek = async (...args) => { try { console.log(await file.seek(...args)); } catch (e) { console.log(`${e}`); } };

export default async function () {
  await seek(3, Start);
// want: 3
  await seek(3, Current);
// want: 6
  await seek(-2, Current);
// want: 4
  await seek(-2, End);
// want: 25
  await seek(0, End);
// want: 27
  await seek(28, Start);
// want: 28
  await seek(29, Start);
// want: TypeError: seeking beyond end of file
  await seek(1, Current);
// want: TypeError: seeking beyond end of file
  await seek(-99, End);
// want: TypeError: seeking before start of file
  await seek(-99, Current);
// want: TypeError: seeking before start of file
  await seek(-1, Start);
// want: TypeError: offset cannot be negative when using SeekModeStart
  await seek(2, End);
// want: TypeError: offset cannot be positive when using SeekModeEnd
  await seek(0, 7);
// want: TypeError: seek() failed; reason: the whence argument must be a SeekMode
  await seek(0, 'Start');
// want: TypeError: seek() failed; reason: the whence argument must be a number
  await seek(0);
// want: TypeError: seek() failed; reason: the whence argument cannot be null or undefined
  await seek();
// want: TypeError: seek() failed; reason: the offset argument cannot be null or undefined
  for (const bad of ['a', 1.5, NaN, 1e300, -Infinity, 1n, {}]) await seek(bad, Start);
// want: TypeError: seek() failed; reason: the offset argument must be a number
// want: TypeError: seek() failed; reason: the offset argument must be a number
// want: TypeError: seek() failed; reason: the offset argument must be a number
// want: TypeError: seek() failed; reason: the offset argument must be a number
// want: TypeError: seek() failed; reason: the offset argument must be a number
// want: TypeError: seek() failed; reason: the offset argument must be a number
// want: TypeError: seek() failed; reason: the offset argument must be a number
  await seek(0, Current);
// want: 28
}
