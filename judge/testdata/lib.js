// What the scripts share: data of exact sizes, and counts of payload bytes.
import { check } from 'k6';
import { Counter } from 'k6/metrics';
import { Blob } from 'k6/websockets';

const sentBytes = new Counter('payload_sent');
const receivedBytes = new Counter('payload_received');

// sizes are those around the three forms of a frame's length.
export const sizes = [0, 1, 125, 126, 127, 65535, 65536, 1 << 20];

// text has so many bytes in UTF-8, of letters of one to four bytes.
export function text(size) {
  return 'a'.repeat(size % 10) + 'aé€😀'.repeat(Math.floor(size / 10));
}

// binary has so many bytes, all values.
export function binary(size) {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < Math.min(size, 4096); i++) bytes[i] = i * 7;
  for (let n = 4096; n < size; n *= 2) bytes.copyWithin(n, 0, Math.min(n, size - n));
  return bytes.buffer;
}

// letters is what servers mean by so many letters.
export function letters(size) {
  return 'abcdefghijklmnopqrstuvwxyz'.repeat(size / 26 + 1).slice(0, size);
}

export function bytesOf(data) {
  return typeof data === 'string' ? new Blob([data]).size : data.byteLength;
}

export function sent(data) {
  sentBytes.add(bytesOf(data));
  return data;
}

export function received(data) {
  receivedBytes.add(bytesOf(data));
  return data;
}

// same says whether two messages are equal.
export function same(a, b) {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  if (a.byteLength !== b.byteLength) return false;
  const [x, y] = [new Uint8Array(a), new Uint8Array(b)];
  // Every byte of short ones; of long ones what a lost or doubled part shifts.
  const step = x.length > 8192 ? 61 : 1;
  for (let i = 0; i < x.length; i += step) if (x[i] !== y[i]) return false;
  return x.length === 0 || x[x.length - 1] === y[y.length - 1];
}

// is checks one fact and says what it is instead.
export function is(name, got, want) {
  const equal = got === want;
  check(null, { [name]: () => equal });
  if (!equal) console.error(`${name}: ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}
