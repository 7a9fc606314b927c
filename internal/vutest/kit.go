package vutest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/metric"
	"volley/internal/script"
	"volley/internal/vu"
)

// limit is how long one script may take.
const limit = 20 * time.Second

// Kit is what the scripts of a directory are run with.
//
// Immutable after New.
type Kit struct {
	// Modules are the modules scripts may import, by path.
	Modules map[string]vu.Module
	// Replace fills in {{names}} in the scripts' comments.
	Replace map[string]string
	// Engines are the loops scripts run on; none means both.
	Engines []loop.Engine
	// Test, if set, changes what the VUs share before the script is run.
	Test func(*vu.Test)
}

// RunDir runs every script in a directory with one module, whose path is that
// of the package under test below internal/module.
func RunDir(t *testing.T, m vu.Module, dir string) {
	t.Helper()
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	_, path, ok := strings.Cut(filepath.ToSlash(wd), "/internal/module/")
	if !ok {
		t.Fatalf("%s is no module's folder: use Kit.RunDir", wd)
	}
	Kit{Modules: map[string]vu.Module{path: m}}.RunDir(t, dir)
}

// RunDir runs every script in a directory.
func (k Kit) RunDir(t *testing.T, dir string) {
	t.Helper()
	var files []string
	for _, pattern := range []string{"*.js", "*.ts"} {
		some, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	if len(files) == 0 {
		t.Fatalf("no scripts in %s", dir)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) { k.Run(t, file) })
	}
}

// Run runs one script on every engine.
func (k Kit) Run(t *testing.T, file string) {
	t.Helper()
	engines := k.Engines
	if len(engines) == 0 {
		engines = []loop.Engine{loop.Descriptors, loop.Portable}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := readSheet(string(text), k.Replace)
	if err != nil {
		t.Fatal(err)
	}
	for _, engine := range engines {
		t.Run(engineName(engine), func(t *testing.T) {
			l, err := loop.New(loop.Config{Engine: engine})
			if err != nil {
				t.Skip(err)
			}
			r := &rig{kit: k, want: want, loop: l, reg: metric.NewRegistry(metric.Config{})}
			defer r.close(t)
			r.run(t, file)
			r.compare(t)
		})
	}
}

func engineName(e loop.Engine) string {
	if e == loop.Portable {
		return "portable"
	}
	return "descriptors"
}

// rig is one run of one script.
type rig struct {
	kit    Kit
	want   sheet
	loop   *loop.Loop
	runner *vu.Runner
	reg    *metric.Registry
	total  *metric.Total
	// printed is what the script printed, logged what was logged.
	printed, logged book
}

func (r *rig) close(t *testing.T) {
	if r.runner != nil {
		r.runner.Close()
	}
	if err := r.loop.Close(); err != nil {
		t.Error(err)
	}
}

// errSlow ends a script that is not done within the limit.
var errSlow = errors.New("the script is not done")

// run loads the script, bears a VU and does one iteration of it.
func (r *rig) run(t *testing.T, file string) {
	ctx, cancel := context.WithTimeoutCause(context.Background(), limit, errSlow)
	defer cancel()
	v, err := r.bear(ctx, file)
	if err != nil {
		_ = r.logged.Handle(ctx, slog.Record{Level: slog.LevelError, Message: err.Error()})
		r.total = r.reg.NewTotal()
		return
	}
	r.runner = vu.NewRunner(r.loop)
	rec := r.reg.NewRecorder()
	v.Adopt(r.runner, rec)
	v.Enter(&vu.Scenario{
		Name: "default", Executor: "per-vu-iterations", Began: time.Now(),
		Progress: func() float64 { return 0 }, Exec: "default",
		Tags: r.reg.SystemTag(metric.Tags{}, "scenario", "default"),
	})
	done := false
	err = v.Start(vu.Job{
		Fn: func(v *vu.VU) (sobek.Value, error) {
			v.Begin(vu.Iteration{})
			return v.Export("default")
		},
		Done: func(v *vu.VU, o vu.Outcome) {
			done = true
			if o.Interrupted != nil {
				t.Errorf("interrupted: %v", o.Interrupted)
				return
			}
			v.EndIteration(o)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	stop := context.AfterFunc(ctx, func() {
		r.loop.Post(func() {
			holders, _ := v.Holders(10)
			t.Errorf("not done after %v; it waits for %q, %s", limit, holders, v.Where())
			v.Interrupt(errSlow)
		})
	})
	defer stop()
	for !done {
		r.tick()
	}
	r.linger(ctx)
	r.total = r.reg.NewTotal()
	r.total.Merge(rec.Swap())
}

// bear loads a script and runs its init context.
func (r *rig) bear(ctx context.Context, file string) (*vu.VU, error) {
	names := map[string][]string{}
	for path, m := range r.kit.Modules {
		names[path] = m.Names()
	}
	code, err := script.Load(ctx, script.Config{Path: file, Builtins: names})
	if err != nil {
		return nil, err
	}
	test := &vu.Test{
		Registry: r.reg, Script: code, Modules: r.kit.Modules, Env: r.want.env,
		Log: slog.New(&r.logged), Console: slog.New(&r.printed),
		Options:  func() []byte { return []byte("{}") },
		Instance: func() vu.Instance { return vu.Instance{} },
		Abort:    func(string) {},
		Fail:     func(string) {},
	}
	if r.kit.Test != nil {
		r.kit.Test(test)
	}
	n, err := vu.NewNursery()
	if err != nil {
		return nil, err
	}
	defer n.Close()
	return n.Bear(ctx, test, 1)
}

// tick is a shard's.
func (r *rig) tick() {
	until := time.Time{}
	if r.runner.Pending() {
		until = time.Unix(0, 1) // look, do not sleep
	}
	r.loop.Poll(until)
	r.loop.Read()
	r.runner.Run()
	r.loop.Flush()
}

// linger lets connections that are being closed come to their end.
func (r *rig) linger(ctx context.Context) {
	stop := context.AfterFunc(ctx, func() { r.loop.Post(func() {}) })
	defer stop()
	for r.loop.Conns() > 0 && ctx.Err() == nil {
		r.tick()
	}
}

// String is what a script did, for a failed test.
func (r *rig) String() string {
	return fmt.Sprintf("printed %q, logged %q", r.printed.every(), r.logged.every())
}
