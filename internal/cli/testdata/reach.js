// Calls everything a script can reach, with arguments nobody should give: which
// ones, SEED says.
import * as k6 from 'k6';
import * as k6crypto from 'k6/crypto';
import * as x509 from 'k6/crypto/x509';
import * as data from 'k6/data';
import * as encoding from 'k6/encoding';
import * as execution from 'k6/execution';
import * as csv from 'k6/experimental/csv';
import * as fs from 'k6/experimental/fs';
import * as streams from 'k6/experimental/streams';
import * as html from 'k6/html';
import * as http from 'k6/http';
import * as metrics from 'k6/metrics';
import * as secrets from 'k6/secrets';
import * as timers from 'k6/timers';
import * as websockets from 'k6/websockets';
import * as ws from 'k6/ws';

const modules = { k6, k6crypto, x509, data, encoding, execution, csv, fs, streams, html, http, metrics, secrets, timers, websockets, ws };
const globals = [
  'AbortController', 'AbortSignal', 'Blob', 'CloseEvent', 'CryptoKey', 'CustomEvent', 'DOMException', 'ErrorEvent', 'Event', 'EventTarget', 'File', 'MessageEvent',
  'Performance', 'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'WebSocket', 'WebSocketStream', 'WebSocketError', 'ReadableStream', 'WritableStream', 'TransformStream',
  'ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'TextDecoderStream', 'TextEncoderStream',
  'fetch', 'Headers', 'Request', 'Response', 'FormData',
  'atob', 'btoa', 'queueMicrotask', 'structuredClone', 'console', 'performance', 'crypto', 'setTimeout', 'clearTimeout', 'clearInterval', 'open', 'JSON',
];

// What ends the iteration, waits, or never ends by right.
const skipped = new Set(['k6.sleep', 'k6.fail', 'timers.setInterval', 'execution.test.abort', 'execution.test.fail', 'globals.require']);

// mulberry32: the same calls for the same seed.
let state = Number(__ENV.SEED ?? 1) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];

const cyclic = {};
cyclic.self = cyclic;
const thrower = { get name() { throw new Error('a getter') }, get length() { throw new Error('a getter') }, toString() { throw new Error('toString') }, valueOf() { throw new Error('valueOf') } };
const thrown = new Error('mine');
const detached = new ArrayBuffer(8);
structuredClone(detached, { transfer: [detached] });
const made = []; // what calls gave: arguments of the next ones

const plain = [
  undefined, null, true, false, 0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, -(2 ** 53), 1e300, 10n, -(2n ** 70n),
  '', 'a', 'name', '\ud800', 'é😀\0', 'x'.repeat(5000), '127.0.0.1:1', 'ws://127.0.0.1:1/', 'http://127.0.0.1:1/', 'https://127.0.0.1:1/x', '/', '../..', '[object Object]', 'SHA-256', 'utf-8', 'hex', 'base64', '__proto__', 'constructor', '{"a":1}', '<p class=a>x</p>', '{',
  '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'b', 'GET', 'std', 'open', 'message',
  Symbol('s'), Symbol.iterator, thrown, thrower, cyclic, detached,
];
const makers = [
  () => ({}), () => [], () => [1, 'a', null], () => ({ a: 1, tags: { a: 1 }, headers: { b: 'c' } }), () => () => {}, () => async () => 1, () => function* () { yield 1 },
  () => new Uint8Array(below(20)), () => new ArrayBuffer(below(20)), () => new DataView(new ArrayBuffer(9), below(9)), () => new Float64Array(2), () => new BigInt64Array(1), () => new Uint8Array(detached),
  () => new Map([['a', 1]]), () => new Set([1]), () => new Date(NaN), () => /x/g, () => Promise.resolve(1), () => new Proxy({}, {}),
  () => new Proxy({}, { get(_, key) { if (key === Symbol.toPrimitive) return undefined; throw new Error('a trap') } }), () => new Proxy(() => {}, { apply() { throw new Error('a trap') } }),
  () => Object.create(null), () => ({ length: 1000 }), () => ({ [Symbol.iterator]: () => ({ next: () => { throw new Error('next') } }) }), () => ({ name: 'AES-GCM', length: 128, iv: new Uint8Array(12), hash: 'SHA-1' }),
  () => ({ type: 'a', detail: {}, bubbles: true, signal: null }), () => [['a', 'b'], ['c']], () => new Error('e'), () => Object.freeze({ a: [] }), () => new Array(3), () => pick(globals), () => globalThis[pick(globals)], () => pick(Object.values(modules)),
];
function argument() {
  const kind = random();
  if (kind < 0.45) return pick(plain);
  if (kind < 0.8 || made.length === 0) return pick(makers)();
  return pick(made);
}
const some = () => Array.from({ length: below(5) }, argument);

// What only a fault of Go's would say.
const betrays = /runtime error|nil pointer|panic|index out of range|slice bounds|interface conversion|reflect[.:]|goroutine |unreachable|internal fault/;
let calls = 0;
function notice(what, e) {
  let text = '';
  try { text = `${e}` } catch { /* it is a thrower */ }
  if (betrays.test(text)) console.error(`BETRAYED by ${what}: ${text}`);
}

function keep(what, value) {
  if (value instanceof Promise) value.then((v) => keep(what, v), (e) => notice(what, e));
  else if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
    if (made.length < 200) made.push(value);
    else made[below(200)] = value;
  }
}

function attempt(what, f) {
  calls++;
  try { keep(what, f()) } catch (e) { notice(what, e) }
}

function members(value) {
  const names = new Set();
  for (let o = value, depth = 0; o && o !== Object.prototype && o !== Function.prototype && depth < 5; depth++) {
    try {
      Object.getOwnPropertyNames(o).forEach((name) => names.add(name));
      for (const name in o) names.add(name);
      o = Object.getPrototypeOf(o);
    } catch { break }
  }
  return [...names].filter((name) => !['caller', 'callee', 'arguments', 'constructor', 'prototype'].includes(name) && !/^\d+$/.test(name)).slice(0, 40);
}

// The engine's own functions are the engine's affair: some are slow by right.
const intrinsic = new Set();
for (const c of [Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Date, RegExp, Map, Set, WeakMap, WeakSet, Promise, Proxy, ArrayBuffer, DataView, Error, Uint8Array, Object.getPrototypeOf(Uint8Array), Math, Reflect, JSON]) {
  intrinsic.add(c);
  for (const o of [c, c.prototype]) {
    for (const name of o ? [...Object.getOwnPropertyNames(o), ...Object.getOwnPropertySymbols(o)] : []) {
      const d = Object.getOwnPropertyDescriptor(o, name);
      [d.value, d.get, d.set].forEach((f) => typeof f === 'function' && intrinsic.add(f));
    }
  }
}

const never = new Set(['setInterval', 'sleep', 'abort', 'fail', 'reportError', 'return', 'throw']);
function visit(what, value, depth) {
  if (skipped.has(what) || intrinsic.has(value)) return;
  if (typeof value === 'function') {
    attempt(what, () => value(...some()));
    attempt(`new ${what}`, () => new value(...some()));
    attempt(`${what}.call`, () => value.call(argument(), ...some()));
  }
  if (depth === 0 || value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
  for (const name of members(value)) {
    if (never.has(name)) continue;
    let member;
    attempt(`${what}.${name}`, () => { member = value[name]; });
    if (intrinsic.has(member)) continue;
    if (typeof member === 'function') {
      attempt(`${what}.${name}()`, () => value[name](...some()));
      attempt(`${what}.${name}.call`, () => member.call(argument(), ...some()));
      if (random() < 0.2) visit(`${what}.${name}`, member, 0);
    } else if (typeof value === 'object' && name !== 'length' && random() < 0.3) {
      attempt(`${what}.${name} =`, () => { value[name] = argument(); });
    }
    if (random() < 0.2) visit(`${what}.${name}`, member, depth - 1);
  }
  attempt(`JSON ${what}`, () => { JSON.stringify(value); });
  attempt(`Object.keys ${what}`, () => Object.keys(value));
  if (random() < 0.1) attempt(`log ${what}`, () => { console.debug(value); });
}

export const options = { scenarios: { fuzz: { executor: 'per-vu-iterations', vus: 1, iterations: 6, maxDuration: '5s', gracefulStop: '1s' } }, throw: true, systemTags: [] };

export default function () {
  const all = { ...modules };
  for (let n = 0; n < 60; n++) {
    if (random() < 0.5) {
      const name = pick(Object.keys(all));
      const key = pick(Object.keys(all[name]));
      visit(`${name}.${key}`, all[name][key], 2);
    } else if (random() < 0.6) {
      const name = pick(globals);
      visit(`globals.${name}`, globalThis[name], 2);
    } else if (made.length > 0) {
      visit('a result', pick(made), 2);
    }
  }
  console.log('calls', calls);
}
