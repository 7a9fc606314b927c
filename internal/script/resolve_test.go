package script

import (
	"strings"
	"sync"
	"testing"
)

// TestLocate turns paths of every kind into file URLs.
func TestLocate(t *testing.T) {
	const dir = "file:///home/me/tests/"
	for name, want := range map[string]string{
		"x.js":                      "file:///home/me/tests/x.js",
		"./x.js":                    "file:///home/me/tests/x.js",
		"../x.js":                   "file:///home/me/x.js",
		"a//b/./c/../x.js":          "file:///home/me/tests/a/b/x.js",
		"/x.js":                     "file:///x.js",
		"with space.js":             "file:///home/me/tests/with%20space.js",
		"hash#query?.js":            "file:///home/me/tests/hash%23query%3F.js",
		"100%.js":                   "file:///home/me/tests/100%25.js",
		"file:///abs/x.js":          "file:///abs/x.js",
		"file:///abs/with%20space":  "file:///abs/with%20space",
		"file://localhost/abs/x.js": "file:///abs/x.js",
		`C:\Users\me\x.js`:          "file:///C:/Users/me/x.js",
		"C:/Users/me/x.js":          "file:///C:/Users/me/x.js",
		"file:///C:/Users/me/x.js":  "file:///C:/Users/me/x.js",
		`a\b.js`:                    `file:///home/me/tests/a%5Cb.js`,
		`.\lib\x.js`:                "file:///home/me/tests/lib/x.js",
		"../../../../../x.js":       "file:///x.js",
		"-":                         "file:///home/me/tests/-",
	} {
		if got, err := locate(dir, name); err != nil || got != want {
			t.Errorf("locate(%q) = %q, %v, want %q", name, got, err, want)
		}
	}
	for _, name := range []string{"file://host/x.js", "file:///%zz"} {
		if got, err := locate(dir, name); err == nil {
			t.Errorf("locate(%q) = %q, want an error", name, got)
		}
	}
	if got, err := locate("file:///C:/Users/me/", "./x.js"); err != nil || got != "file:///C:/Users/me/x.js" {
		t.Errorf("below a drive: %q, %v", got, err)
	}
}

// FuzzResolve: whatever is imported, the answer is a built-in's name, an https
// address, a file URL whose path leads back to itself, or a sentence.
func FuzzResolve(f *testing.F) {
	for _, seed := range []string{"k6", "k6/ws", "k6/x/y", "./a.js", "../a.js", "/a.js", `C:\a.js`, `\\host\a`, "file:///a.js", "https://x/y.js", "lodash", "", ".", "..", "./a b#?%.js", "file://", "://", "./\x00"} {
		f.Add(seed)
	}
	s := &Script{builtins: map[string]*builtin{"k6": {}, "k6/ws": {}}}
	f.Fuzz(func(t *testing.T, specifier string) {
		got, err := s.resolve("file:///dir/", specifier)
		switch {
		case err != nil:
			if err.Error() == "" || got != "" {
				t.Errorf("resolve(%q) = %q, %v", specifier, got, err)
			}
		case s.builtins[got] != nil:
			if got != specifier {
				t.Errorf("resolve(%q) = %q", specifier, got)
			}
		default:
			if isRemote(got) {
				if again, err := s.resolve("file:///dir/", got); again != got || err != nil {
					t.Errorf("resolve(%q) = %q, which is %q, %v", specifier, got, again, err)
				}
				return
			}
			path, err := filePath(got)
			if err != nil || !strings.HasPrefix(got, "file:///") {
				t.Fatalf("resolve(%q) = %q, no file: %v", specifier, got, err)
			}
			if again := fileURL(path); again != got {
				t.Errorf("resolve(%q) = %q, which is %q, which is %q", specifier, got, path, again)
			}
		}
	})
}

// TestShared runs one script in many runtimes at once; run it with -race.
func TestShared(t *testing.T) {
	s, err := newHouse(t, map[string]string{
		"a.js": `import * as all from './b.js'; import c from './c.js'; import * as cns from './c.js'; import {connect} from 'k6/ws';
			const text = open('t.txt');
			log(all.sum([1, 2, 3]), all.default, c.name, Object.keys(cns).join(), text, connect, await Promise.resolve('later'));
			export default () => { throw new Error('x') }`,
		"b.js":  `export const sum = (a) => a.reduce((x, y) => x + y); export default 'b'; export * from './d.js'`,
		"c.js":  `exports.name = 'c' + require('./e.js')`,
		"d.js":  `export const d = 1`,
		"e.js":  `module.exports = 'e'`,
		"t.txt": "text",
	}).load("a.js")
	if err != nil {
		t.Fatal(err)
	}
	const want = "6 b ce name text k6/ws.connect later"
	first := newWorld(s)
	if err := first.evaluate(); err != nil || len(first.log) != 1 || first.log[0] != want {
		t.Fatalf("the first logged %q, %v", first.log, err)
	}
	s.Seal()
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			w := newWorld(s)
			if err := w.evaluate(); err != nil || len(w.log) != 1 || w.log[0] != want {
				t.Errorf("logged %q, %v", w.log, err)
			}
			_, err := w.rt.RunString("(f) => f()")
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// BenchmarkInstance is one VU's evaluation of a script.
func BenchmarkInstance(b *testing.B) {
	b.ReportAllocs()
	h := &house{builtins: map[string][]string{"k6/ws": {"connect"}}, dir: b.TempDir(), stdin: `import {connect} from 'k6/ws'; export const options = {vus: 1}; export default function () { return connect }`}
	s, err := h.load("-")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := newWorld(s).evaluate(); err != nil {
			b.Fatal(err)
		}
	}
}
