package vutest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/metric"
	"volley/internal/script"
	"volley/internal/vu"
)

// rig is one run of one script.
//
// Owned by one loop.
type rig struct {
	kit    Kit
	want   sheet
	test   *vu.Test // once its script is loaded
	loop   *loop.Loop
	runner *vu.Runner
	reg    *metric.Registry
	total  *metric.Total
	// printed is what the script printed, logged what was logged of it.
	printed, logged book
	ended           bool
	interrupted     error
}

func newRig(k Kit, want sheet, l *loop.Loop) *rig {
	reg := metric.NewRegistry(metric.Config{})
	return &rig{kit: k, want: want, loop: l, runner: vu.NewRunner(l), reg: reg, total: reg.NewTotal()}
}

func (r *rig) close() error {
	r.runner.Close()
	return r.loop.Close()
}

// run loads the script, bears a VU and does one iteration of it. The error is
// the kit's: a script's own faults are logged, and expected or not.
func (r *rig) run(file string) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	v, err := r.bear(ctx, file)
	if err != nil {
		return r.logged.Handle(ctx, slog.Record{Level: slog.LevelError, Message: err.Error()})
	}
	began := time.Now()
	rec := r.adopt(v)
	err = v.Start(vu.Job{
		Fn: func(v *vu.VU) (sobek.Value, error) {
			v.Begin(vu.Iteration{})
			return v.Export("default")
		},
		Done: r.done,
	})
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { r.loop.Post(func() { r.giveUp(v) }) })
	defer stop()
	for !r.ended {
		r.tick()
		if late := r.loop.Now().Sub(began); late > limit+grace {
			return fmt.Errorf("not done after %v, and it does not end when interrupted: %s", late, v.Where())
		}
	}
	for r.loop.Conns() > 0 && ctx.Err() == nil {
		r.tick() // connections that are being closed come to their end
	}
	r.total.Merge(rec.Swap())
	return r.interrupted
}

// adopt takes a VU onto the loop and into a scenario.
func (r *rig) adopt(v *vu.VU) *metric.Recorder {
	rec := r.reg.NewRecorder()
	r.enter(v, rec)
	return rec
}

func (r *rig) enter(v *vu.VU, rec *metric.Recorder) {
	v.Adopt(r.runner, rec)
	v.Enter(&vu.Scenario{
		Name: "default", Executor: "per-vu-iterations", Began: time.Now(),
		Progress: func() float64 { return 0 }, Exec: "default",
		Tags: r.reg.SystemTag(metric.Tags{}, "scenario", "default"),
	})
}

func (r *rig) done(v *vu.VU, o vu.Outcome) {
	r.ended, r.interrupted = true, o.Interrupted
	if o.Interrupted == nil {
		v.EndIteration(o)
	}
}

// giveUp interrupts a script that takes too long, and says what it waits for.
func (r *rig) giveUp(v *vu.VU) {
	holders, _ := v.Holders(10)
	v.Interrupt(fmt.Errorf("not done after %v: it is %s, %q pending", limit, v.Where(), holders))
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
	r.test = &vu.Test{
		Registry: r.reg, Script: code, Modules: r.kit.Modules, Env: r.want.env,
		Log: slog.New(&r.logged), Console: slog.New(&r.printed),
		Options:  func() []byte { return []byte("{}") },
		Instance: func() vu.Instance { return vu.Instance{} },
		Abort:    func(string) {},
		Fail:     func(string) {},
	}
	if r.kit.Test != nil {
		r.kit.Test(r.test)
	}
	n, err := vu.NewNursery()
	if err != nil {
		return nil, err
	}
	v, err := n.Bear(ctx, r.test, 1)
	return v, errors.Join(err, n.Close())
}

// tick is a shard's.
func (r *rig) tick() {
	until := r.loop.Now().Add(time.Second)
	if r.runner.Pending() {
		until = time.Unix(0, 1) // look, do not sleep
	}
	r.loop.Poll(until)
	r.loop.Read()
	r.runner.Run()
	r.loop.Flush()
}

// String is what a script did, for a failed test.
func (r *rig) String() string {
	return fmt.Sprintf("printed %q, logged %q", r.printed.every(), r.logged.every())
}
