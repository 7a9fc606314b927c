package script

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/grafana/sobek"
)

// TestFaults loads or runs scripts that are wrong, and looks at the sentence.
// "DIR" in want is the file URL of the script's directory.
func TestFaults(t *testing.T) {
	cases := map[string]struct {
		files map[string]string
		entry string
		want  string
	}{
		"syntax":                      {files: one("let a = 1;\nlet let = 2;\n"), want: "DIR/a.js:2:5: SyntaxError: let is disallowed as a lexically bound name"},
		"syntax in an import":         {files: two("import './b.js'", "\nfoo bar"), want: "DIR/b.js:2:5: SyntaxError: Unexpected identifier"},
		"syntax in TypeScript":        {files: map[string]string{"a.ts": "const a: number = 1;\nlet 3x"}, entry: "a.ts", want: "DIR/a.ts:2:6: SyntaxError: "},
		"unknown module":              {files: one("\n  import 'k6/nope'"), want: `DIR/a.js:2:3: unknown module "k6/nope": there are k6, k6/ws`},
		"unknown name":                {files: one("import {nope} from 'k6/ws'"), want: `DIR/a.js:1:1: SyntaxError: "k6/ws" has no export named "nope"; it has connect, default`},
		"unknown name of file":        {files: two("import {nope} from './b.js'", "export const a = 1"), want: `DIR/a.js:1:1: SyntaxError: "./b.js" has no export named "nope"; it has a`},
		"unknown name in a re-export": {files: two("import {a as x} from './b.js'; export {nope} from './b.js'", "export const a = 1"), want: `DIR/a.js:1:32: SyntaxError: "./b.js" has no export named "nope"; it has a`},
		"bare name":                   {files: one("import _ from 'lodash'"), want: `DIR/a.js:1:1: cannot import "lodash": it is no built-in module and no path, and there is no package lodash in node_modules of `},
		"http":                        {files: one("import _ from 'http://x/y.js'"), want: `DIR/a.js:1:1: cannot import "http://x/y.js": modules come from files and over https, not over http`},
		"https":                       {files: one("import _ from 'https://x/y.js'"), want: `nothing is fetched from the web here: save the file beside the script`},
		"github":                      {files: one("import _ from 'github.com/x/y.js'"), want: `DIR/a.js:1:1: cannot import "github.com/x/y.js": import the file itself`},
		"missing import":              {files: two("import './b.js'", "export * from './c/d.js'"), want: `DIR/b.js:1:1: cannot import "./c/d.js": open `},
		"JSON that is none":           {files: map[string]string{"a.js": "import j from './j.json'", "j.json": "{\n  'a': 1}"}, want: "DIR/j.json: SyntaxError: this is no JSON, at line 2, column 3: invalid character"},
		"a name of JSON":              {files: map[string]string{"a.js": "import {a} from './j.json'", "j.json": `{"a": 1}`}, want: `SyntaxError: "./j.json" has no export named "a"; it has default`},
		"empty":                       {files: one(" \n"), want: "DIR/a.js: the file is empty"},
		"only a byte order mark":      {files: one("\xef\xbb\xbf"), want: "DIR/a.js: the file is empty"},
		"binary":                      {files: one("\x7fELF\x00\x01"), want: "DIR/a.js: this is not a text file"},
		"UTF-16":                      {files: one("\xff\xfea\x00"), want: "DIR/a.js: the file is UTF-16: save it as UTF-8"},
		"archive":                     {files: one(strings.Repeat("\x00", 257) + "ustar\x00" + strings.Repeat("\x00", 300)), want: "DIR/a.js: this is an archive (tar)"},
		"throws":                      {files: one("\nthrow new Error('boom'); export {}"), want: "Error: boom\n\tat DIR/a.js:2:7("},
		"throws in an import":         {files: two("import './b.js'", "export {}; null.x"), want: "TypeError: Cannot read property 'x' of undefined"},
		"throws in CommonJS":          {files: two("require('./b.js')", "function f() { throw new Error('deep') } f()"), want: "Error: deep\n\tat f (DIR/b.js:1:22("},
		"syntax beside for await":     {files: one("async function f(a) { for await (const x of a); }\nlet 3x"), want: "DIR/a.js:2:6: SyntaxError: "},
		"syntax beside its name":      {files: one("// for await\nlet 3x"), want: "DIR/a.js:2:6: SyntaxError: "},
		"throws in for await":         {files: one("export async function f() {\n  for await (const x of [1]) {\n    throw new Error('in it');\n  }\n}\nawait f();"), want: "Error: in it\n\tat f (DIR/a.js:3:11("},
		"throws after for await":      {files: one("async function* g() { yield 1 }\nexport {};\n  null.x"), want: "TypeError: Cannot read property 'x' of undefined\n\tat DIR/a.js:3:"},
		"throws in TypeScript":        {files: map[string]string{"a.ts": "interface A { a: 1 }\n\nexport default 1;\nthrow new Error('ts')"}, entry: "a.ts", want: "Error: ts\n\tat DIR/a.ts:4:7("},
		"rejects":                     {files: one("await Promise.reject(new Error('late')); export {}"), want: "Error: late"},
		"rejects in an import":        {files: two("import './b.js'; export {}", "await null; throw new Error('late')"), want: "Error: late"},
		"export twice":                {files: one("export const a = 1; const b = 2; export {b as a}"), want: "SyntaxError: Duplicate export name a"},
		"export of nothing":           {files: one("export {nothing}"), want: "SyntaxError: "},
		"odd export":                  {files: one("export const {a: b} = {a: 1}"), want: "DIR/a.js: SyntaxError: exported of keyed destructuring"},
		"require of nothing":          {files: one("require('./nope.js')"), want: `GoError: cannot import "./nope.js": open `},
		"require that awaits":         {files: two("require('./b.js')", "await new Promise(() => {}); export {}"), want: `cannot require "./b.js": it awaits`},
		"open of nothing":             {files: one("open('nope.txt')"), want: "GoError: open "},
		"open of a directory":         {files: one("open('.')"), want: "GoError: open() can't be used with directories"},
		"open without a name":         {files: one("open('')"), want: "GoError: open() can't be used with an empty filename"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, c.files)
			entry := c.entry
			if entry == "" {
				entry = "a.js"
			}
			s, err := h.load(entry)
			var fault *Exception
			if err != nil && !errors.As(err, &fault) {
				t.Errorf("Load gives %T, want *Exception", err)
			}
			if err == nil {
				if err = newWorld(s).evaluate(); err != nil {
					err = &Exception{Err: err}
				}
			}
			want := strings.ReplaceAll(c.want, "DIR/", fileURL(h.dir)+"/")
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got  %v\nwant %v", err, want)
			}
		})
	}
}

func one(a string) map[string]string    { return map[string]string{"a.js": a} }
func two(a, b string) map[string]string { return map[string]string{"a.js": a, "b.js": b} }

// TestMissing is about the entry script.
func TestMissing(t *testing.T) {
	h := newHouse(t, map[string]string{"dir/x.js": "1"})
	for path, want := range map[string]string{
		"nope.js":               "open nope.js: no such file or directory",
		"./dir":                 "open ./dir: is a directory",
		"file:///nowhere/x.js":  "open file:///nowhere/x.js: no such file or directory",
		"file://elsewhere/x.js": `open file://elsewhere/x.js: "file://elsewhere/x.js" names another machine, elsewhere`,
	} {
		_, err := h.load(path)
		var missing *Missing
		if !errors.As(err, &missing) || err.Error() != want {
			t.Errorf("Load(%q): got %v, want %s", path, err, want)
		}
	}
	if _, err := h.load("nope.js"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is not fs.ErrNotExist", err)
	}
}

// TestStdin reads scripts from standard input, as JavaScript first.
func TestStdin(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"JavaScript": {"import {x} from './x.js'; log(x); export {}", "x"},
		"TypeScript": {"const a: number = 1; log(a); export {}", "1"},
		"CommonJS":   {"log(require('./x.js').x, open('t.txt'))", "x text"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, map[string]string{"x.js": "export const x = 'x'", "t.txt": "text"})
			h.stdin = c.src
			s, err := h.load("-")
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(s)
			if err := w.evaluate(); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(w.log, "|"); got != c.want {
				t.Errorf("logged %q, want %q", got, c.want)
			}
		})
	}
	h := newHouse(t, nil)
	h.stdin = "this is neither"
	if _, err := h.load("-"); err == nil || !strings.Contains(err.Error(), "/-:1:6: SyntaxError: Unexpected identifier") {
		t.Errorf("got %v", err)
	}
}

// TestSeal is what a later VU may not do.
func TestSeal(t *testing.T) {
	s, err := newHouse(t, map[string]string{
		"a.js": `log(open('t.txt')); if (!globalThis.first) { for (const f of [() => open('u.txt'), () => require('./b.js')]) try { f() } catch (e) { log(e.message) } }; export {}`,
		"b.js": "", "t.txt": "text", "u.txt": "",
	}).load("a.js")
	if err != nil {
		t.Fatal(err)
	}
	first := newWorld(s)
	first.rt.Set("first", true)
	if err := first.evaluate(); err != nil {
		t.Fatal(err)
	}
	s.Seal()
	second := newWorld(s)
	if err := second.evaluate(); err != nil {
		t.Fatal(err)
	}
	if len(second.log) != 3 || second.log[0] != "text" || !strings.Contains(second.log[1], "did not open it") || !strings.Contains(second.log[2], "did not import it") {
		t.Errorf("the second VU logged %q", second.log)
	}
	for name, f := range map[string]func(){
		"require": func() { second.Require(sobek.FunctionCall{}) },
		"open": func() {
			if _, _, err := second.Open("t.txt"); err == nil || !strings.Contains(err.Error(), "only available in the init stage") {
				t.Errorf("open after the init context: %v", err)
			}
		},
	} {
		thrown := second.rt.Try(f)
		if name == "require" && (thrown == nil || !strings.Contains(thrown.Error(), "only available in the init stage")) {
			t.Errorf("require after the init context: %v", thrown)
		}
	}
}

// TestNamespaceOfCommonJS is the same for the first VU, which learns the names,
// and for later ones.
func TestNamespaceOfCommonJS(t *testing.T) {
	s, err := newHouse(t, two(`import * as ns from './b.js'; log(Object.keys(ns).join(), ns.x); export {}`, "exports.x = 1; exports.y = 2")).load("a.js")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		w := newWorld(s)
		if err := w.evaluate(); err != nil {
			t.Fatal(err)
		}
		if len(w.log) != 1 || w.log[0] != "x,y 1" {
			t.Errorf("logged %q", w.log)
		}
	}
}
