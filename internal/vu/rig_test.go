package vu

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/metric"
	"volley/internal/script"
)

// book keeps what is logged. Safe for concurrent use.
type book struct {
	mu    sync.Mutex
	lines []string
}

func (b *book) Enabled(context.Context, slog.Level) bool { return true }
func (b *book) WithAttrs([]slog.Attr) slog.Handler       { return b }
func (b *book) WithGroup(string) slog.Handler            { return b }
func (b *book) Handle(_ context.Context, r slog.Record) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lines = append(b.lines, r.Message)
	return nil
}

func (b *book) all() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.lines)
}

// fake is a module of Go functions.
type fake struct {
	names []string
	make  func(v *VU) map[string]sobek.Value
}

func (f fake) Names() []string { return f.names }
func (f fake) New(v *VU) Exports {
	named := f.make(v)
	return Exports{Named: func(name string) sobek.Value { return named[name] }}
}

// rig is a loop with a runner, and a script in the VUs that live on it.
type rig struct {
	t       testing.TB
	loop    *loop.Loop
	runner  *Runner
	rec     *metric.Recorder
	test    *Test
	console book
	log     book
	// parked are the VUs that wait in the function park of the module "k6/rig",
	// in the order they came.
	parked []*VU
	done   int // jobs that ended
}

// newRig loads src, with the module "k6/rig".
func newRig(t testing.TB, src string) *rig {
	t.Helper()
	r, err := loadRig(t, src)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func writeFile(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func loadRig(t testing.TB, src string) (*rig, error) {
	t.Helper()
	l, err := loop.New(loop.Config{Engine: loop.Portable})
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, loop: l, runner: NewRunner(l)}
	t.Cleanup(func() {
		r.runner.Close()
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	m := fake{names: []string{"park", "call", "serve", "panics"}, make: r.module}
	file := filepath.Join(t.TempDir(), "a.js")
	writeFile(t, file, src)
	code, err := script.Load(t.Context(), script.Config{Path: file, Builtins: map[string][]string{"k6/rig": m.Names()}})
	if err != nil {
		return nil, err
	}
	reg := metric.NewRegistry(metric.Config{})
	r.rec = reg.NewRecorder()
	r.test = &Test{
		Registry: reg, Script: code, Modules: map[string]Module{"k6/rig": m},
		Env: map[string]string{"A": "a"}, Log: slog.New(&r.log), Console: slog.New(&r.console),
	}
	return r, nil
}

// module is what the scripts of a rig can call: park waits until the test
// resumes the VU, call calls a function from Go, panics is a fault of ours.
func (r *rig) module(v *VU) map[string]sobek.Value {
	native := func(f func(sobek.FunctionCall) sobek.Value) sobek.Value { return v.rt.ToValue(v.Native(f)) }
	return map[string]sobek.Value{
		"park": native(func(call sobek.FunctionCall) sobek.Value {
			r.parked = append(r.parked, v)
			v.Park()
			return call.Argument(0)
		}),
		"call": native(func(call sobek.FunctionCall) sobek.Value {
			fn, _ := sobek.AssertFunction(call.Argument(0))
			value, err := v.Call(fn, sobek.Undefined(), call.Arguments[1:]...)
			if err != nil {
				v.Rethrow(err)
			}
			return value
		}),
		"serve": native(func(call sobek.FunctionCall) sobek.Value {
			s := &turns{r: r, v: v, args: slices.Clone(call.Arguments)}
			v.Serve(s)
			return v.rt.ToValue(s.log)
		}),
		"panics": native(func(sobek.FunctionCall) sobek.Value { panic("a fault of ours") }),
	}
}

// turns calls a function of the script's at each turn, until it answers true.
type turns struct {
	r    *rig
	v    *VU
	args []sobek.Value
	log  string
}

func (s *turns) Serve() bool {
	if s.v.Interrupted() != nil {
		return true
	}
	fn, _ := sobek.AssertFunction(s.args[0])
	value, err := s.v.Call(fn, sobek.Undefined(), s.v.rt.ToValue(s.log))
	if err != nil {
		s.v.Rethrow(err)
	}
	s.log += "."
	if value.ToBoolean() {
		return true
	}
	s.r.parked = append(s.r.parked, s.v)
	return false
}

// bear makes a VU whose init context has run, on the rig's loop.
func (r *rig) bear(id int64) *VU {
	r.t.Helper()
	v, err := r.tryBear(id)
	if err != nil {
		r.t.Fatal(err)
	}
	return v
}

func (r *rig) tryBear(id int64) (*VU, error) {
	r.t.Helper()
	n, err := NewNursery()
	if err != nil {
		r.t.Fatal(err)
	}
	defer n.Close()
	v, err := n.Bear(r.t.Context(), r.test, id)
	if err == nil {
		v.Adopt(r.runner, r.rec)
	}
	return v, err
}

// start gives v an iteration of an exported function.
func (r *rig) start(v *VU, name string) *Outcome {
	r.t.Helper()
	o := &Outcome{}
	v.Stage = Iterating
	err := v.Start(Job{
		Fn:   func(v *VU) (sobek.Value, error) { return v.Export(name) },
		Done: func(_ *VU, got Outcome) { *o = got; r.done++ },
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return o
}

// turn turns the loop until cond holds.
func (r *rig) turn(what string, cond func() bool) {
	r.t.Helper()
	limit := time.Now().Add(20 * time.Second)
	for !cond() {
		if time.Now().After(limit) {
			r.t.Fatalf("waited too long until %s; logged %q", what, r.log.all())
		}
		r.tick()
	}
}

func (r *rig) tick() {
	until := r.loop.Now().Add(100 * time.Millisecond)
	if r.runner.Pending() {
		until = time.Unix(0, 1)
	}
	r.loop.Poll(until)
	r.loop.Read()
	r.runner.Run()
	r.loop.Flush()
}

// finish turns the loop until n jobs have ended.
func (r *rig) finish(n int) {
	r.t.Helper()
	r.turn("the jobs end", func() bool { return r.done >= n })
}
