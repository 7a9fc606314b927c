package script

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// webbed is Load with a web of modules; "-> URL" is a redirect. asked are the
// addresses fetched.
func (h *house) webbed(web map[string]string, asked *[]string) (*Script, error) {
	return Load(context.Background(), Config{
		Path: "a.js", Dir: h.dir, Builtins: h.builtins,
		Fetch: func(_ context.Context, address string) ([]byte, string, error) {
			*asked = append(*asked, address)
			if to, moved := strings.CutPrefix(web[address], "-> "); moved {
				return []byte(web[to]), to, nil
			}
			text, ok := web[address]
			if !ok {
				return nil, "", errors.New("the server answered 404")
			}
			return []byte(text), address, nil
		},
	})
}

// TestRemote runs scripts that import modules from the web.
func TestRemote(t *testing.T) {
	for name, c := range map[string]struct {
		files, web map[string]string
		asked      []string
		want       []string
	}{
		"in every form": {
			files: one(`import d, {n} from 'https://h/m.js'; import * as all from 'https://h/m.js'; import data from 'https://h/d.json';
				log(d, n, all.n, data.x, require('https://h/c.js').y, (await import('https://h/m.js')).n); export default () => {}`),
			web: map[string]string{
				"https://h/m.js":   `export default 'd'; export const n = 1`,
				"https://h/d.json": `{"x": 2}`,
				"https://h/c.js":   `module.exports = {y: 3}`,
			},
			asked: []string{"https://h/m.js", "https://h/d.json", "https://h/c.js"},
			want:  []string{"d 1 1 2 3 1"},
		},
		"paths are relative to the address": {
			files: one(`import {x} from 'https://h/lib/index.js?v=1/2'; log(x); export default () => {}`),
			web: map[string]string{
				"https://h/lib/index.js?v=1/2": `import {b} from './b.ts?raw'; import {c} from '/c.js'; import {d} from '../d.js'; import {e} from '//other/e.js'; export const x = b + c + d + e`,
				"https://h/lib/b.ts?raw":       `export const b: string = 'b'`,
				"https://h/c.js":               `export const c = 'c'`,
				"https://h/d.js":               `export const d = 'd'`,
				"https://other/e.js":           `import {sleep} from 'k6'; export const e = sleep`,
			},
			asked: []string{"https://h/lib/index.js?v=1/2", "https://h/lib/b.ts?raw", "https://h/c.js", "https://h/d.js", "https://other/e.js"},
			want:  []string{"bcdk6.sleep"},
		},
		"a module is where its redirects lead": {
			files: one(`import {n, up} from 'https://h/latest'; import * as b from 'https://h/1.0/m.js'; import 'https://h/old'; up(); log(n, b.n); export default () => {}`),
			web: map[string]string{
				"https://h/latest":   "-> https://h/1.0/m.js",
				"https://h/old":      "-> https://h/1.0/m.js",
				"https://h/1.0/m.js": `import './n.js'; export let n = 1; export function up() { n++ }; log('once', import.meta.url, import.meta.resolve('./x.js'))`,
				"https://h/1.0/n.js": `log('beside')`,
			},
			asked: []string{"https://h/latest", "https://h/1.0/n.js", "https://h/old"},
			want:  []string{"beside", "once https://h/1.0/m.js https://h/1.0/x.js", "2 2"},
		},
		"cycles": {
			files: one(`import {a} from 'https://h/a.js'; log(a()); export default () => {}`),
			web: map[string]string{
				"https://h/a.js": `import {b} from './b.js'; export const a = () => b() + 'a'`,
				"https://h/b.js": `import {a} from './a.js'; export const b = () => typeof a`,
			},
			asked: []string{"https://h/a.js", "https://h/b.js"},
			want:  []string{"functiona"},
		},
		"an import that fails is a rejection": {
			files: one(`try { await import('https://h/' + 'none.js') } catch (e) { log(e.message) }; export default () => {}`),
			asked: []string{"https://h/none.js"},
			want:  []string{`cannot import "https://h/none.js": the server answered 404`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, c.files)
			var asked []string
			s, err := h.webbed(c.web, &asked)
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(s)
			if err := w.evaluate(); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, w.log); d != "" {
				t.Errorf("log (-want +got):\n%s", d)
			}
			if d := cmp.Diff(c.asked, asked); d != "" {
				t.Errorf("fetched (-want +got):\n%s", d)
			}
		})
	}
}

// TestRemoteFaults: what a module on the web cannot do, and where faults in it
// are.
func TestRemoteFaults(t *testing.T) {
	for name, c := range map[string]struct{ script, module, want string }{
		"not there":  {`import 'https://h/none.js'`, ``, `a.js:1:1: cannot import "https://h/none.js": the server answered 404`},
		"package":    {`import 'https://h/m.js'`, "\nimport 'lodash'", `https://h/m.js:2:1: cannot import "lodash": a module from the web has no node_modules`},
		"file":       {`import 'https://h/m.js'`, `import 'file:///etc/x.js'`, `cannot import "file:///etc/x.js": a module from the web cannot import a file`},
		"drive":      {`import 'https://h/m.js'`, `import 'C:\\x.js'`, `a module from the web cannot import a file`},
		"http":       {`import 'https://h/m.js'`, `import 'http://h/x.js'`, `modules come from files and over https, not over http`},
		"no address": {`import 'https://h:x/m.js'`, ``, `cannot import "https://h:x/m.js": it is no URL`},
		"syntax":     {`import 'https://h/m.js'`, "let a;\nlet 3", `https://h/m.js:2:5: SyntaxError`},
		"throws":     {`import 'https://h/m.js'`, "\nthrow new Error('no')", `Error: no`},
		"no export":  {`import {x} from 'https://h/m.js'`, `export const y = 1`, `"https://h/m.js" has no export named "x"; it has y`},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, one(c.script+"; export default () => {}"))
			var asked []string
			s, err := h.webbed(map[string]string{"https://h/m.js": c.module}, &asked)
			if err == nil {
				err = newWorld(s).evaluate()
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %v", err, c.want)
			}
		})
	}
}

// TestRemoteOpen: the files of a module from the web are beside the script.
func TestRemoteOpen(t *testing.T) {
	h := newHouse(t, map[string]string{"a.js": `import 'https://h/lib/m.js'; export default () => {}`, "data.txt": "data"})
	var asked []string
	s, err := h.webbed(map[string]string{"https://h/lib/m.js": `log(open('./data.txt'))`}, &asked)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(s)
	if err := w.evaluate(); err != nil || !cmp.Equal(w.log, []string{"data"}) {
		t.Errorf("logged %q, %v", w.log, err)
	}
}

// TestRemoteEntry: the script itself may be on the web.
func TestRemoteEntry(t *testing.T) {
	s, err := Load(context.Background(), Config{Path: "https://h/dir/a.js", Fetch: func(_ context.Context, address string) ([]byte, string, error) {
		return []byte(map[string]string{"https://h/dir/a.js": `import {n} from './b.js'; log(n); export default () => {}`, "https://h/dir/b.js": `export const n = 1`}[address]), address, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(s)
	if err := w.evaluate(); err != nil || !cmp.Equal(w.log, []string{"1"}) || s.URL() != "https://h/dir/a.js" {
		t.Errorf("%s logged %q, %v", s.URL(), w.log, err)
	}
	_, err = Load(context.Background(), Config{Path: "https://h/a.js"})
	if missing := (*Missing)(nil); !errors.As(err, &missing) || !strings.HasPrefix(err.Error(), "open https://h/a.js: nothing is fetched from the web here") {
		t.Errorf("without a web: %v", err)
	}
}
