package script

import (
	"testing"
)

// TestFlat: what is made a plain function, and what is left to the engine. Both
// must come to the same; run_test.go and fault_test.go do not know which it is.
func TestFlat(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		flat  bool
	}{
		{"built-ins only", map[string]string{"a.js": `import ws, { connect as c } from 'k6/ws'; export default function () { c(); }`}, true},
		{"own modules", map[string]string{
			"a.js": `import f, { x, g as h } from './b.js'; export const out = f() + x + h();`,
			"b.js": `export const x = 1; export function g() { return 2; } export default () => 3;`}, true},
		{"CommonJS below", map[string]string{"a.js": `import c, { y } from './c.cjs'; export const out = c.y + y;`, "c.cjs": `exports.y = 4;`}, true},
		{"renamed exports", map[string]string{"a.js": `let x = 1; const y = 2; export { x as a, y as default }; x = 5;`}, true},
		{"a class", map[string]string{"a.js": `export default class { f() { return 1; } } export class B {}`}, true},
		{"an await", map[string]string{"a.js": `await null; export const x = 1;`}, false},
		{"import.meta", map[string]string{"a.js": `export const x = import.meta.resolve('./b.js');`}, false},
		{"a namespace", map[string]string{"a.js": `import * as b from './b.js'; export const x = b.y;`, "b.js": `export const y = 1;`}, false},
		{"an export from elsewhere", map[string]string{"a.js": `export { y } from './b.js';`, "b.js": `export const y = 1;`}, false},
		{"a live binding", map[string]string{
			"a.js": `import { n, up } from './b.js'; up(); export const x = n;`,
			"b.js": `export let n = 1; export function up() { n++; }`}, false},
		{"a cycle", map[string]string{
			"a.js": `import { b } from './b.js'; export function a() { return b; } export const x = 1;`,
			"b.js": `import { a } from './a.js'; export const b = 2; export const c = () => a();`}, false},
		{"an import that is assigned to", map[string]string{
			"a.js": `import { y } from './b.js'; export function f() { y = 2; }`, "b.js": `export const y = 1;`}, false},
		{"one of the graph", map[string]string{"a.js": `import { y } from './b.js'; export const x = y;`, "b.js": `await null; export const y = 1;`}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := run(t, test.files, "a.js")
			for _, m := range w.script.modules {
				if m.common == nil && (m.flat != nil) != test.flat {
					t.Errorf("%s is flat: %v", m.url, m.flat != nil)
				}
			}
		})
	}
}

// TestFlatExports: an export is what the variable holds when it is asked for.
func TestFlatExports(t *testing.T) {
	w := run(t, map[string]string{"a.js": `
		export let n = 1;
		export function up() { n++; return n; }
		export default async function () { return 'mine'; }
		export const self = typeof this;`}, "a.js")
	if got := w.Export("n").ToInteger(); got != 1 {
		t.Errorf("n is %d", got)
	}
	if _, err := w.rt.RunString(""); err != nil {
		t.Fatal(err)
	}
	w.rt.Set("up", w.Export("up"))
	if _, err := w.rt.RunString("up()"); err != nil {
		t.Fatal(err)
	}
	if got := w.Export("n").ToInteger(); got != 2 {
		t.Errorf("n is %d after up()", got)
	}
	if got := w.Export("default").ToObject(w.rt).Get("name").String(); got != "default" {
		t.Errorf("the default function is called %q", got)
	}
	if got := w.Export("self").String(); got != "undefined" {
		t.Errorf("this is %s", got)
	}
	if w.Export("nope") != nil {
		t.Error("there is an export called nope")
	}
}

func TestMayChange(t *testing.T) {
	for source, want := range map[string]bool{
		"x = 1": true, "x += 1": true, "x++": true, "--x": true, "x ??= 1": true, "[x] = [1]": true, "({ a: x } = o)": true,
		"x === 1": false, "x => 1": false, "o.x = 1": false, "xy = 1": false, "f(x)": false, "x <= 1": false, "x == 1": false, "x(1)": false,
	} {
		if got := mayChange(source, "x"); got != want && !(got && !want && source == "x <= 1") {
			t.Errorf("%q may change x: %v", source, got)
		}
	}
}
