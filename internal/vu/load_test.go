package vu

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/sobek"

	"volley/internal/metric"
	"volley/internal/script"
)

// TestInit runs init contexts that fail, and some that wait.
func TestInit(t *testing.T) {
	cases := map[string]struct{ src, want string }{
		"throws":              {"\nthrow new Error('boom'); export {}", "Error: boom\n\tat file://"},
		"throws a string":     {"throw 'boom'; export {}", "boom"},
		"rejects":             {"await null; throw new Error('late'); export {}", "Error: late\n\tat "},
		"rejects at once":     {"await Promise.reject(new Error('late')); export {}", "Error: late\n\tat "},
		"unhandled":           {"Promise.reject(new Error('lost')); export {}", "Uncaught (in promise) Error: lost"},
		"throws in a timer":   {"setTimeout(() => { throw new Error('tm') }, 1); export {}", "Error: tm"},
		"awaits nothing":      {"await new Promise(() => {}); export {}", "it awaits a promise that nothing settles"},
		"module that throws":  {"import {fails} from 'k6/rig'; export {}", `"k6/rig" has no export named "fails"`},
		"CommonJS":            {"null.x", "TypeError: Cannot read property 'x' of"},
		"no fault":            {"export {}", ""},
		"waits for a timer":   {"await new Promise((r) => setTimeout(r, 1)); export {}", ""},
		"a handled rejection": {"try { await Promise.reject(1) } catch {}; export {}", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := initError(t, c.src)
			var fault *script.Exception
			switch {
			case c.want == "" && err != nil, c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want %q", err, c.want)
			case err != nil && !errors.As(err, &fault):
				t.Errorf("%T is no script.Exception", err)
			}
		})
	}
}

func initError(t *testing.T, src string) (err error) {
	t.Helper()
	r, err := loadRig(t, src)
	if err != nil {
		return err
	}
	_, err = r.tryBear(1)
	if got := r.log.all(); len(got) > 0 {
		t.Errorf("logged %q: whoever asks for the VU tells of its fault", got)
	}
	return err
}

// TestInitInterrupted ends an init context that computes, and one that waits,
// with its context.
func TestInitInterrupted(t *testing.T) {
	for name, src := range map[string]string{"computes": "while (true); export {}", "waits": "setTimeout(() => {}, 1e6); export {}"} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, src)
			n, err := NewNursery()
			if err != nil {
				t.Fatal(err)
			}
			defer n.Close()
			ctx, cancel := context.WithTimeoutCause(t.Context(), 20*time.Millisecond, errStop)
			defer cancel()
			if _, err := n.Bear(ctx, r.test, 1); !errors.Is(err, errStop) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestExports reads and calls what a script exports.
func TestExports(t *testing.T) {
	for name, src := range map[string]string{
		"module": `export const options = {vus: 3, f() {}, nested: {a: [1, 'x']}, nothing: undefined};
			let n = 0;
			export default function (d) { d.n = (d.n || 0) + 1; return d.n + ':' + d.from }
			export function sum(a, b) { return a + b }
			export const setup = 5;`,
		"CommonJS": `exports.options = {vus: 3, f() {}, nested: {a: [1, 'x']}, nothing: undefined};
			exports.default = function (d) { d.n = (d.n || 0) + 1; return d.n + ':' + d.from };
			exports.sum = (a, b) => a + b;
			exports.setup = 5;`,
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, src)
			options, err := r.bear(0).OptionsJSON()
			v := r.bear(1)
			if err != nil || string(options) != `{"vus":3,"nested":{"a":[1,"x"]}}` {
				t.Errorf("options %s, %v", options, err)
			}
			if !v.HasExport("default") || v.HasExport("setup") || v.HasExport("nope") {
				t.Error("HasExport is wrong")
			}
			want := map[string]bool{"options": true, "default": true, "sum": true, "setup": true}
			for _, name := range v.Exports() {
				delete(want, name)
			}
			if len(want) > 0 {
				t.Errorf("Exports lacks %v", want)
			}
			data := []byte(`{"from": "setup"}`)
			for i, want := range []string{"1:setup", "2:setup", "3:setup"} {
				v.SetData(data) // the same again does not undo what the script did
				o := r.start(v, "default")
				r.finish(i + 1)
				if o.Err != nil || o.Value.String() != want {
					t.Errorf("%v, %v, want %s", o.Value, o.Err, want)
				}
			}
			sum, err := v.ExportWith("sum", v.rt.ToValue(1), v.rt.ToValue(2))
			if err != nil || sum.ToInteger() != 3 {
				t.Errorf("sum %v, %v", sum, err)
			}
			for _, name := range []string{"setup", "nope"} {
				if _, err := v.Export(name); !errors.Is(err, ErrNoExport) || !strings.Contains(err.Error(), name) {
					t.Errorf("Export(%q): %v", name, err)
				}
			}
		})
	}
}

// TestNoOptions is a script without, or with options that are none.
func TestNoOptions(t *testing.T) {
	for src, want := range map[string]string{
		"export default () => {}":                           "",
		"export const options = undefined; export {}":       "",
		"export const options = () => 1":                    "",
		"export const options = 5":                          "5",
		"export const options = null":                       "null",
		"export const options = {}; options.self = options": "error: exported options are no JSON: TypeError: Converting circular structure to JSON",
		"export const options = {get vus() { throw 'no' }}": "error: exported options are no JSON: no",
	} {
		got, err := newRig(t, src).bear(0).OptionsJSON()
		text := string(got)
		if err != nil {
			text = "error: " + err.Error()
		}
		if prefix, isError := strings.CutPrefix(want, "error: "); isError {
			if err == nil || !strings.Contains(text, prefix) {
				t.Errorf("%s: got %s, want %s", src, text, want)
			}
		} else if text != want {
			t.Errorf("%s: got %s, want %s", src, text, want)
		}
	}
}

// TestIterationNumbers enters two scenarios in turn.
func TestIterationNumbers(t *testing.T) {
	r := newRig(t, `export default function () { console.log(__ITER, __ENV.A, __ENV.B) }`)
	v := r.bear(3)
	for i, s := range []*Scenario{{Name: "one"}, {Name: "two", Env: map[string]string{"B": "b"}}} {
		v.Enter(s)
		for range 2 {
			err := v.Start(Job{
				Fn:   func(v *VU) (sobek.Value, error) { v.Begin(Iteration{}); return v.Export("default") },
				Done: func(v *VU, o Outcome) { r.done++; v.EndIteration(o) },
			})
			if err != nil {
				t.Fatal(err)
			}
			r.finish(r.done + 1)
		}
		if got, want := v.String(), "VU 3 of scenario "+s.Name; got != want {
			t.Errorf("scenario %d: %q, want %q", i, got, want)
		}
	}
	if diff := cmp.Diff([]string{"0 a undefined", "1 a undefined", "2 a b", "3 a b"}, r.console.all()); diff != "" {
		t.Error(diff)
	}
	total := r.test.Registry.NewTotal()
	total.Merge(r.rec.Swap())
	if n := total.Metric(r.test.Registry.Builtin.Iterations).Sum; n != 4 {
		t.Errorf("%v iterations counted", n)
	}
}

// TestGroups nests groups and leaves them.
func TestGroups(t *testing.T) {
	r := newRig(t, `export default () => {}`)
	v := r.bear(1)
	v.SetTags(r.test.Registry.With(metric.Tags{}, "a", "b"))
	outer := v.EnterGroup("::x")
	inner := v.EnterGroup("::x::y")
	if got := v.Tags().Value("group"); got != "::x::y" || v.Group() != "::x::y" {
		t.Errorf("in %q, tagged %q", v.Group(), got)
	}
	inner()
	outer()
	if v.Group() != "" || v.Tags().Len() != 1 {
		t.Errorf("left in %q with %v", v.Group(), v.Tags())
	}
}

// TestOpen reads files as text and as bytes of the VU's own.
func TestOpen(t *testing.T) {
	r := newRig(t, `
		const text = open(__ENV.FILE), bytes = open(__ENV.FILE, 'b');
		new Uint8Array(bytes)[0] = 65;
		export default function () { console.log(text, bytes instanceof ArrayBuffer, String.fromCharCode(...new Uint8Array(bytes))) }`)
	file := t.TempDir() + "/t.txt"
	writeFile(t, file, "héllo")
	r.test.Env = map[string]string{"FILE": file}
	for id := range int64(2) {
		r.start(r.bear(id), "default")
	}
	r.finish(2)
	want := "héllo true AÃ©llo"
	if diff := cmp.Diff([]string{want, want}, r.console.all()); diff != "" {
		t.Error(diff)
	}
}
