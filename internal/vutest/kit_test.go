package vutest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/metric"
	"volley/internal/vu"
)

// counting is a module with a function that counts in a metric of its own.
type counting struct{}

func (counting) Names() []string { return []string{"count"} }
func (counting) New(v *vu.VU) vu.Exports {
	return vu.Exports{Named: func(string) sobek.Value {
		return v.Runtime().ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			m, err := v.Test().Registry.New("mine", metric.Counter, metric.ContainsDefault)
			if err != nil {
				v.Throw(err)
			}
			tags := v.Test().Registry.With(v.Tags(), "kind", call.Argument(1).String())
			v.Sample(v.Test().Registry.Series(m, tags), call.Argument(0).ToFloat(), v.Loop().Now())
			v.Warnf("counted %v", call.Argument(0))
			return sobek.Undefined()
		}))
	}}
}

var kit = Kit{Modules: map[string]vu.Module{"k6/counting": counting{}}, Replace: map[string]string{"WORD": "filled in"}}

// TestKit runs scripts that do what they say.
func TestKit(t *testing.T) { kit.RunDir(t, "testdata") }

// TestFaults runs scripts that do not: the kit must say so.
func TestFaults(t *testing.T) {
	cases := map[string]struct {
		src  string
		want []string // in each fault, in order
	}{
		"a line is missing":            {"export default () => {}\n// want: x", []string{`-`}},
		"a line too many":              {"export default () => { console.log('x') }", []string{`+`}},
		"lines in wrong order":         {"export default () => { console.log(1); console.log(2) }\n// want: 2\n// want: 1", []string{"printed"}},
		"an error nobody wants":        {"export default () => { throw new Error('mine') }", []string{"unexpected errors"}},
		"an error of the init context": {"throw new Error('mine'); export {}", []string{"unexpected errors"}},
		"another error":                {"export default () => { throw new Error('mine') }\n// want error: yours", []string{`no "yours"`}},
		"no error":                     {"export default () => {}\n// want error: mine", []string{`no "mine"`}},
		"no warning":                   {"export default () => {}\n// want warning: mine", []string{`no warning with "mine"`}},
		"another count":                {"import {count} from 'k6/counting'; export default () => count(2, 'a')\n// want metric: mine 3", []string{"it is 2"}},
		"another tag":                  {"import {count} from 'k6/counting'; export default () => count(2, 'a')\n// want metric: mine{kind:b} 2", []string{"it is 0"}},
		"no such metric":               {"export default () => {}\n// want metric: nope 1", []string{"no such metric"}},
		"no value":                     {"export default () => {}\n// want metric: iterations", []string{"no value"}},
		"no default function":          {"export const a = 1", []string{"unexpected errors"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "a.js")
			if err := os.WriteFile(file, []byte(c.src), 0o644); err != nil {
				t.Fatal(err)
			}
			want, err := readSheet(c.src, nil)
			if err != nil {
				t.Fatal(err)
			}
			l, err := loop.New(loop.Config{Engine: loop.Portable})
			if err != nil {
				t.Fatal(err)
			}
			r := newRig(kit, want, l)
			if err := r.run(file); err != nil {
				t.Fatal(err)
			}
			if err := r.close(); err != nil {
				t.Fatal(err)
			}
			got := r.faults()
			if len(got) != len(c.want) {
				t.Fatalf("%d faults: %q", len(got), got)
			}
			for i, want := range c.want {
				if !strings.Contains(got[i], want) {
					t.Errorf("%q has no %q in it", got[i], want)
				}
			}
		})
	}
}

// TestSheet reads comments.
func TestSheet(t *testing.T) {
	got, err := readSheet("// env: A=b=c\n// want: a: {{X}}\n//want: no\ncode // want: no\n// want error: e\n// want:  spaced\n// want metric: m{a:b} 1\n// want warning: w\n// wanted: no\r\n", map[string]string{"X": "x"})
	want := sheet{
		env: map[string]string{"A": "b=c"}, lines: []string{"a: x", " spaced"}, errors: []string{"e"},
		warnings: []string{"w"}, metrics: []string{"m{a:b} 1"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(sheet{})); diff != "" || err != nil {
		t.Error(err, diff)
	}
	for _, wrong := range []string{"// env: A", "// want eror: x"} {
		if _, err := readSheet(wrong, nil); err == nil {
			t.Errorf("%q is no fault", wrong)
		}
	}
}
