package script

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRun runs scripts and looks at what they log.
func TestRun(t *testing.T) {
	cases := map[string]struct {
		files map[string]string
		entry string
		want  []string
	}{
		"built-in modules in every form": {
			files: map[string]string{"a.js": `import ws, {connect as c} from 'k6/ws'; import * as all from 'k6/ws'; import {sleep} from 'k6';
				log(ws.connect, c, all.connect, all.default === ws, Object.keys(all).join(), sleep, require('k6/ws') === ws);
				export default () => {}`},
			want: []string{"k6/ws.connect k6/ws.connect k6/ws.connect true connect,default k6.sleep true"},
		},
		"imports are relative to the importing file": {
			files: map[string]string{
				"a.js":          `import {b} from './lib/b.js'; log(b); export default () => {}`,
				"lib/b.js":      `import {c} from '../c.js'; import d from './deep/d.js'; export const b = 'b' + c + d;`,
				"c.js":          `export const c = 'c'`,
				"lib/deep/d.js": `export default 'd'`,
			},
			want: []string{"bcd"},
		},
		"one instance of a module however it is named": {
			files: map[string]string{
				"a.js": `import {n, up} from './b.js'; import * as b2 from './x/../b.js'; up(); log(n, b2.n, require('./b.js').n); export default () => {}`,
				"b.js": `export let n = 1; export function up() { n++ }; log('once')`,
			},
			want: []string{"once", "2 2 2"},
		},
		"cycles": {
			files: map[string]string{
				"a.js": `import {b} from './b.js'; export const a = () => 'a'; log(b()); export default () => {}`,
				"b.js": `import {a} from './a.js'; export const b = () => 'b' + typeof a;`,
			},
			want: []string{"bfunction"},
		},
		"re-exports": {
			files: map[string]string{
				"a.js": `import {x, y, ns} from './b.js'; log(x, y, ns.y); export default () => {}`,
				"b.js": `export * from './c.js'; export {y1 as y} from './c.js'; export * as ns from './d.js'`,
				"c.js": `export const x = 1, y1 = 2`,
				"d.js": `export const y = 3`,
			},
			want: []string{"1 2 3"},
		},
		"for await": {
			files: map[string]string{
				"a.js": `import {all} from './b.js';
					export const seen = await all([1, Promise.resolve(2)]); log(seen.join());
					for await (const x of [Promise.resolve('top')]) log(x);
					export default () => {}`,
				"b.js": `export async function all(from) {
					const seen = [];
					for await (const x of from) { if (x > 9) break; seen.push(x) }
					return seen }`,
			},
			want: []string{"1,2", "top"},
		},
		"asynchronous generators": {
			files: map[string]string{"a.js": `
				const at = Symbol.asyncIterator || Symbol.for('Symbol.asyncIterator');
				async function* count(n) { try { for (let i = 0; i < n; i++) yield await i; return 'end' } finally { log('left') } }
				class A { async *[at]() { yield* count(2); yield this.x } x = 'x' }
				for await (const x of new A()) log(x);
				for await (const x of count(9)) { log(x); if (x === 1) break }
				const it = count(1); log(JSON.stringify(await it.next()), JSON.stringify(await it.next()), it[at]() === it);
				export default () => {}`},
			want: []string{"0", "1", "left", "x", "0", "1", "left", "left", `{"value":0,"done":false} {"value":"end","done":true} true`},
		},
		"for await in CommonJS and TypeScript": {
			files: map[string]string{
				"a.ts": `import {f} from './b.js'; const n: number = 3; await f([n]); for await (const x of [n]) log(x); export default () => {}`,
				"b.js": `exports.f = async function (from) { for await (const x of from) log('b', x) }; var sloppy = delete exports.nothing;`,
			},
			entry: "a.ts",
			want:  []string{"b 3", "3"},
		},
		"top-level await": {
			files: map[string]string{
				"a.js": `import {v} from './b.js'; log(v); log(await Promise.resolve('a')); export default () => {}`,
				"b.js": `export const v = await Promise.resolve('b')`,
			},
			want: []string{"b", "a"},
		},
		"CommonJS entry": {
			files: map[string]string{"a.js": `log(typeof module, this === exports, arguments.length); function hoisted() { return 1 }; var v = hoisted(); exports.default = function () { return v }`},
			want:  []string{"object true 3"},
		},
		"CommonJS from a module": {
			files: map[string]string{
				"a.js": `import d, {f} from './c.js'; import * as ns from './c.js'; import fn from './fn.js'; import t from './transpiled.js';
					log(d.f, f, Object.keys(ns).join(), typeof fn, t); export default () => {}`,
				"c.js":          `exports.f = 1; exports.g = 2`,
				"fn.js":         `module.exports = function () {}`,
				"transpiled.js": `exports.__esModule = true; exports.default = 'D'`,
			},
			want: []string{"1 1 f,g function D"},
		},
		"require": {
			files: map[string]string{
				"a.js":   `const {v} = require('./s/b.js'); const m = require('./m.js'); log(v, m.named, m.default); exports.default = () => {}`,
				"s/b.js": `exports.early = 1; const c = require('./c.js'); exports.v = 'b' + c.v + require('../a2.js')`,
				"s/c.js": `exports.v = 'c' + require('./b.js').early`,
				"a2.js":  `module.exports = 'a2'`,
				"m.js":   `export const named = 'n'; export default 'd'`,
			},
			want: []string{"bc1a2 n d"},
		},
		"open is relative to the file whose top level runs": {
			files: map[string]string{
				"a.js":    `import {read} from './s/b.js'; log(open('./t.txt'), read('t.txt')); require('./s/c.js'); log(open('s/t.txt')); export default () => {}`,
				"t.txt":   "root",
				"s/t.txt": "sub",
				"s/b.js":  `export const read = (p) => open(p); log(open('t.txt'))`,
				"s/c.js":  `log([1].map(() => open('./t.txt'))[0])`,
			},
			want: []string{"sub", "root root", "sub", "sub"},
		},
		"TypeScript": {
			files: map[string]string{
				"a.ts": "import {type T, v} from './b.ts';\nimport {connect} from 'k6/ws';\nenum E { A = 3 }\nconst x: T = {n: E.A};\nlog(x.n, v as string);\nexport default function (): void {}",
				"b.ts": "export interface T { n: number }\nexport const v = 'v'",
			},
			entry: "a.ts",
			want:  []string{"3 v"},
		},
		"decorators of TypeScript": {
			files: map[string]string{
				"a.ts": "const twice = (f: any, c: any) => function (this: any, ...a: any[]) { return [c.kind, c.name, 2 * f.apply(this, a)]; };\nclass A { @twice add(a: number, b: number) { return a + b; } accessor n = 4 }\nlog(new A().add(1, 2).join(), new A().n);\nexport default function (): void {}",
			},
			entry: "a.ts",
			want:  []string{"method,add,6 4"},
		},
		"byte order mark and hash-bang": {
			files: map[string]string{"a.js": "\xef\xbb\xbf#!/usr/bin/env volley\nlog('ran'); export default () => {}"},
			want:  []string{"ran"},
		},
		"import.meta": {
			files: map[string]string{
				"a.js":   `import './s/b.js'; export default () => {}`,
				"s/b.js": `log(import.meta.resolve('../x.js').endsWith('/x.js'), import.meta.resolve('../x.js').includes('/s/'), import.meta.url.endsWith('/s/b.js'), import.meta.resolve('k6/ws')); export {}`,
			},
			want: []string{"true false true k6/ws"},
		},
		"JSON": {
			files: map[string]string{
				"a.js":   `import a from './j.json'; import b from './j.json' with {type: 'json'}; import * as ns from './j.json'; log(a.default, a === b, ns.default === a, require('./j.json') === a, Object.keys(ns), a['\u2028'], Object.keys(a).includes('__proto__')); export {}`,
				"j.json": "\xef\xbb\xbf{\"default\": 1, \"\u2028\": \"\u2029é\", \"__proto__\": 3}",
			},
			want: []string{"1 true true true default \u2029é true"},
		},
		"import() of what is not there": {
			files: map[string]string{"a.js": `await import('./b.js').catch((e) => log(e.message.slice(0, 28))); export default () => {}`},
			want:  []string{`cannot import "./b.js": open`},
		},
		"sloppy CommonJS is not strict": {
			files: map[string]string{"a.js": `undeclared = 010; log(undeclared); with ({w: 1}) log(w); exports.default = () => {}`},
			want:  []string{"8", "1"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			entry := c.entry
			if entry == "" {
				entry = "a.js"
			}
			if diff := cmp.Diff(c.want, run(t, c.files, entry).log); diff != "" {
				t.Error(diff)
			}
		})
	}
}
