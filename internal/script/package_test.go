package script

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shop is a directory with packages of every kind.
func shop(files map[string]string) map[string]string {
	all := map[string]string{
		"node_modules/esm/package.json": `{"name": "esm", "type": "module", "exports": {".": {"node": "./node.js", "browser": "./browser.js"}, "./sub": "./sub.js", "./package.json": "./package.json"}}`,
		"node_modules/esm/node.js":      `throw new Error('this is not Node')`,
		"node_modules/esm/browser.js": `import {state} from 'common/state'; export const up = () => ++state.n; export let live = 1;
			export const fail = () => {
				throw new Error('from the package') };
			export default 'esm itself'`,
		"node_modules/esm/sub.js":             `export {state} from 'common/state'; export async function* two() { yield 1; yield 2 }`,
		"node_modules/common/package.json":    `{"name": "common", "main": "./main.js", "browser": {"./server.js": false}}`,
		"node_modules/common/main.js":         `const server = require('./server.js'); module.exports = function common() { return 'called ' + Object.keys(server).length }; module.exports.state = require('./state')`,
		"node_modules/common/server.js":       `require('fs')`,
		"node_modules/common/state.js":        `log('state'); module.exports = {state: {n: 0}}`,
		"node_modules/@scope/p/package.json":  `{"name": "@scope/p", "version": "1.2.3"}`,
		"node_modules/@scope/p/index.js":      `exports.__esModule = true; exports.default = 'scoped'; exports.version = require('./package.json').version`,
		"node_modules/@scope/p/deep/x.js":     `import {sleep} from 'k6'; import ws from 'k6/ws'; export const x = [sleep, ws.connect].join()`,
		"node_modules/emitter/package.json":   `{"name": "emitter"}`,
		"node_modules/emitter/index.js":       `const E = require('events'), {Buffer} = require('node:buffer'); const e = new E(); let seen; e.on('x', (v) => { seen = v }); e.emit('x', Buffer.from('hé').toString('hex')); exports.seen = seen; exports.tick = typeof require('process').nextTick`,
		"node_modules/nodish/index.js":        `import fs from 'fs'; export default fs.readFileSync`,
		"node_modules/needy/index.js":         `export * from 'absent-one/part'`,
		"node_modules/broken/index.js":        "export default 1;\nlet let = 2",
		"node_modules/throws/index.js":        "export {};\n  throw new Error('at once')",
		"lib/node_modules/common/index.js":    `module.exports = 'the nearer'`,
		"lib/near.js":                         `import c from 'common'; export default c`,
		"node_modules/nothing/package.json":   `{"name": "nothing", "sideEffects": false}`,
		"node_modules/nothing/index.js":       `export {used} from './used.js'; export {unused} from './unused.js'`,
		"node_modules/nothing/used.js":        `export const used = 'used'`,
		"node_modules/nothing/unused.js":      `log('this was not asked for'); export const unused = 1`,
		"node_modules/attr/index.js":          `import d from './d.json' with {type: 'json'}; export default d.x`,
		"node_modules/attr/d.json":            `{"x": 7}`,
		"node_modules/esm/unreachable/far.js": ``,
	}
	for name, text := range files {
		all[name] = text
	}
	return all
}

// TestPackages imports packages in every form.
func TestPackages(t *testing.T) {
	cases := map[string]struct {
		a    string
		more map[string]string
		want []string
	}{
		"names, default and conditions": {a: `import d, {up, live} from 'esm'; log(d, up(), up(), live); export default () => {}`, want: []string{"state", "esm itself 1 2 1"}},
		"what two share is there once": {
			a:    `import {up} from 'esm'; import {state} from 'esm/sub'; import common from 'common'; import {b} from './b.js'; up(); log(state.n, b(), common.state.state === state); export {}`,
			more: map[string]string{"b.js": `import * as sub from 'esm/sub'; export const b = () => [sub.state.n, Object.keys(sub).sort()].join()`},
			want: []string{"state", "1 1,state,two true"},
		},
		"CommonJS":                     {a: `import common from 'common'; import * as ns from 'common'; const c = require('common'); log(common(), ns.default === common, c === common); export {}`, want: []string{"state", "called 0 true true"}},
		"from a CommonJS file":         {a: `const {up} = require('esm'), p = require('@scope/p'); log(up(), p.default, p.version)`, want: []string{"state", "1 scoped 1.2.3"}},
		"scopes and paths":             {a: `import p, {version} from '@scope/p'; import {x} from '@scope/p/deep/x.js'; log(p, version, x); export {}`, want: []string{"scoped 1.2.3 k6.sleep,k6/ws.connect"}},
		"export from":                  {a: `export {live as y} from 'esm'; import * as self from './a.js'; log(self.y)`, want: []string{"state", "1"}},
		"events, buffer and process":   {a: `import {seen, tick} from 'emitter'; log(seen, tick); export {}`, want: []string{"68c3a9 function"}},
		"the nearer package":           {a: `import near from './lib/near.js'; import far from 'common'; log(near, typeof far); export {}`, want: []string{"state", "the nearer function"}},
		"only what is used":            {a: `import {used} from 'nothing'; log(used); export {}`, want: []string{"used"}},
		"for nothing but its effects":  {a: `import 'common'; log('after'); export {}`, want: []string{"state", "after"}},
		"newer syntax":                 {a: `import {two} from 'esm/sub'; import x from 'attr'; for await (const n of two()) log(n, x); export {}`, want: []string{"state", "1 7", "2 7"}},
		"import()":                     {a: `const {up} = await import('esm'); const c = await import('common'); log(up(), c.default()); export {}`, want: []string{"state", "1 called 0"}},
		"in a file that comes later":   {a: `const r = require; log(r('./b.js').b); export {}`, more: map[string]string{"b.js": `import p from '@scope/p'; export const b = p`}, want: []string{"scoped"}},
		"of a name that comes later":   {a: `log(require(['@scope', 'p'].join('/')).version); export {}`, want: []string{"1.2.3"}},
		"one that may not be there":    {a: `try { require('absent-one') } catch (e) { log(e.message.includes('absent-one')) }; log(require('@scope/p').version)`, want: []string{"true", "1.2.3"}},
		"a file of a package, by path": {a: `import p from './node_modules/@scope/p/index.js'; log(p); export {}`, want: []string{"scoped"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			files := shop(c.more)
			files["a.js"] = c.a
			s, err := newHouse(t, files).load("a.js")
			if err != nil {
				t.Fatal(err)
			}
			for range 2 { // the second VU has nothing bundled
				w := newWorld(s)
				if err := w.evaluate(); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.want, w.log); diff != "" {
					t.Error(diff)
				}
				s.Seal()
			}
		})
	}
}

// TestPackageFaults is what cannot be had of packages, and who says so.
func TestPackageFaults(t *testing.T) {
	for name, c := range map[string]struct{ a, want string }{
		"no such package":    {"\n import _ from 'absent/x'; export {}", `DIR/a.js:2:2: cannot import "absent/x": it is no built-in module and no path, and there is no package absent in node_modules of PATH or of a directory above it; npm install absent`},
		"no such scope":      {"import _ from '@absent/one/x'; export {}", `npm install @absent/one`},
		"no such path":       {"import _ from 'esm/unreachable/far.js'; export {}", `DIR/a.js:1:1: cannot import "esm/unreachable/far.js": the package esm is there, but `},
		"no such name":       {"import {up} from 'esm'; import {nope} from 'esm/sub'; export {}", `DIR/a.js:1:25: SyntaxError: "esm/sub" has no export named "nope"`},
		"no default":         {"import d from 'esm/sub'; export {}", `SyntaxError: "esm/sub" has no export named "default"`},
		"of Node":            {"import fs from 'node:fs'; export {}", `DIR/a.js:1:1: cannot import "node:fs": it is a part of Node.js`},
		"that needs Node":    {"import n from 'nodish'; export {}", `DIR/node_modules/nodish/index.js:1:16: the package nodish imports "fs" of Node.js`},
		"that is incomplete": {"import n from 'needy'; export {}", `DIR/node_modules/needy/index.js:1:15: the package needy imports "absent-one/part", which is not installed: npm install absent-one`},
		"that is broken":     {"import n from 'broken'; export {}", `DIR/node_modules/broken/index.js:2:5: the package cannot be bundled: `},
		"that throws":        {"import 'throws'; export {}", "Error: at once\n\tat DIR/node_modules/throws/index.js:2:"},
		"thrown in it":       {"import {fail} from 'esm'; fail(); export {}", "Error: from the package\n\tat fail (DIR/node_modules/esm/browser.js:3:"},
		"import() of one":    {"await import('absent-' + 'one'); export {}", `npm install absent-one`},
		"import.meta":        {"import.meta.resolve('esm'); export {}", `"esm" is a package: it is a part of a bundle`},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, shop(map[string]string{"a.js": c.a}))
			s, err := h.load("a.js")
			var fault *Exception
			if err != nil && !errors.As(err, &fault) {
				t.Errorf("Load gives %T, want *Exception", err)
			}
			if err == nil {
				if err = newWorld(s).evaluate(); err != nil {
					err = &Exception{Err: err}
				}
			}
			want := strings.NewReplacer("DIR/", fileURL(h.dir)+"/", "PATH", h.dir).Replace(c.want)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got  %v\nwant %v", err, want)
			}
		})
	}
}

// TestPackagesElsewhere runs a test from what was read and made for it, as an
// archive does.
func TestPackagesElsewhere(t *testing.T) {
	h := newHouse(t, shop(map[string]string{"a.js": `import {up} from 'esm'; import {sleep} from 'k6'; let absent; try { require('absent') } catch (e) { absent = 'no absent' }
		log(up(), sleep, require('@scope/p').version, absent); export {}`}))
	files := map[string][]byte{}
	c := Config{Path: filepath.Join(h.dir, "a.js"), Builtins: h.builtins,
		Read: func(path string) ([]byte, error) {
			data, err := os.ReadFile(path)
			if err == nil {
				files[path] = data
			}
			return data, err
		},
		Made: func(path string, data []byte) { files[path] = data },
	}
	evaluate := func() ([]string, error) {
		s, err := Load(context.Background(), c)
		if err != nil {
			return nil, err
		}
		w := newWorld(s)
		return w.log, errors.Join(w.evaluate())
	}
	here, err := evaluate()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 4 || len(here) != 2 || !strings.HasSuffix(here[1], "no absent") {
		t.Errorf("logged %q; the archive has %d files, want the script, a bundle, its map and the list of packages", here, len(files))
	}
	if err := os.RemoveAll(h.dir); err != nil {
		t.Fatal(err)
	}
	c.Made = nil
	c.Read = func(path string) ([]byte, error) {
		if data, has := files[path]; has {
			return data, nil
		}
		return nil, os.ErrNotExist
	}
	there, err := evaluate()
	if err != nil {
		t.Error(err)
	}
	if d := cmp.Diff(here, there); d != "" {
		t.Errorf("logged (-here +there):\n%s", d)
	}
	for path := range files {
		if strings.Contains(path, ".volley-") {
			delete(files, path)
		}
	}
	if _, err := evaluate(); err == nil || !strings.Contains(err.Error(), `a.js:1:1: cannot import "esm": the archive does not hold the package`) {
		t.Errorf("without the bundle: %v", err)
	}
}

// TestPackagesOfTwo: two directories with a package each of one name have
// different ones, also when they ask one after the other.
func TestPackagesOfTwo(t *testing.T) {
	h := newHouse(t, map[string]string{
		"a.js":   `log(require('./x/x.js').who, require('./y/y.js').who); export default () => {}`,
		"x/x.js": "exports.who = require('p').who", "x/node_modules/p/index.js": "exports.who = 'of x'",
		"y/y.js": "exports.who = require('p').who", "y/node_modules/p/index.js": "exports.who = 'of y'",
	})
	s, err := h.load("a.js")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(s)
	if err := w.evaluate(); err != nil || !cmp.Equal(w.log, []string{"of x of y"}) {
		t.Errorf("logged %q, %v", w.log, err)
	}
}

// TestImportCallFails: a module that import() names and that is wrong is a
// rejection, when it is asked for.
func TestImportCallFails(t *testing.T) {
	for name, text := range map[string]string{
		"no export": "import {nothing} from './c.js'", "syntax": "let 3", "no file": "import './none.js'", "throws": "throw new Error('mine')",
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, map[string]string{
				"a.js": `try { await import('./b.js'); log('imported') } catch (e) { log('rejected') } export default () => {}`,
				"b.js": text, "c.js": "export const c = 1",
			})
			s, err := h.load("a.js")
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(s)
			if err := w.evaluate(); err != nil || !cmp.Equal(w.log, []string{"rejected"}) {
				t.Errorf("logged %q, %v", w.log, err)
			}
		})
	}
}

// TestImportCall is import() of a script's own files, in the init context and
// after it.
func TestImportCall(t *testing.T) {
	s, err := newHouse(t, map[string]string{
		"a.js": `import {n} from './b.js'; globalThis.later = (name) => import(name).then((m) => log(name, Object.keys(m).join()), (e) => log(e.message));
			log((await import('./b.js')).n === n, (await import('k6/ws')).connect); export default () => import('./c.js')`,
		"b.js": "export const n = {}", "c.js": "import './d.cjs'; import {sleep} from 'k6'; export const c = 1", "d.cjs": "exports.d = 2", "e.js": "",
	}).load("a.js")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		w := newWorld(s)
		if err := w.evaluate(); err != nil {
			t.Fatal(err)
		}
		s.Seal()
		for _, name := range []string{"./c.js", "./e.js", "nope"} {
			if _, err := w.rt.RunString(`later("` + name + `")`); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"true k6/ws.connect", "./c.js c", `cannot import "./e.js" now: the first VU's init context did not import it`, `cannot import "nope" now: the first VU's init context did not import it`}
		if diff := cmp.Diff(want, w.log); diff != "" {
			t.Error(diff)
		}
	}
}
