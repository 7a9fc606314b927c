package vu

import (
	"context"
	"fmt"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
)

// Nursery is a loop on which VUs are born: their init context runs there, with
// its timers and promises, so that no shard ever waits for it. A worker that
// makes VUs has one.
//
// Owned by one goroutine.
type Nursery struct {
	runner *Runner
}

// NewNursery opens a nursery.
func NewNursery() (*Nursery, error) {
	l, err := loop.New(loop.Config{Engine: loop.Portable})
	if err != nil {
		return nil, err
	}
	return &Nursery{runner: NewRunner(l)}, nil
}

// Close ends the nursery. VUs that were born in it must have been adopted.
func (n *Nursery) Close() error {
	n.runner.Close()
	return n.runner.loop.Close()
}

// Bear makes a VU and runs its init context to the end. ctx ends a script that
// does not come to an end.
func (n *Nursery) Bear(ctx context.Context, t *Test, id int64) (*VU, error) {
	v := newVU(t, n.runner, id)
	o, err := n.Do(ctx, v, func(v *VU) (sobek.Value, error) { return v.load() })
	if err != nil {
		return nil, err
	}
	if err := v.loaded(o); err != nil {
		return nil, err
	}
	return v, nil
}

// Do runs one job of a VU that lives in the nursery, to its end.
func (n *Nursery) Do(ctx context.Context, v *VU, fn func(*VU) (sobek.Value, error)) (Outcome, error) {
	var outcome *Outcome
	err := v.Start(Job{Fn: fn, Done: func(_ *VU, o Outcome) { outcome = &o }})
	if err != nil {
		return Outcome{}, err
	}
	// The engine's own interrupt is safe from any goroutine; the loop's letter
	// ends a wait that holds no JavaScript.
	stop := context.AfterFunc(ctx, func() {
		v.rt.Interrupt(context.Cause(ctx))
		n.runner.loop.Post(func() { v.Interrupt(context.Cause(ctx)) })
	})
	defer stop()
	l := n.runner.loop
	for outcome == nil {
		until := time.Time{}
		if n.runner.Pending() {
			until = time.Unix(0, 1) // look, do not sleep
		}
		l.Poll(until)
		l.Read()
		n.runner.Run()
		l.Flush()
	}
	if outcome.Interrupted != nil {
		return *outcome, fmt.Errorf("interrupted: %w", outcome.Interrupted)
	}
	return *outcome, nil
}
