package vu

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/grafana/sobek"
)

// Beside is slow work that a script waits for: it is done on a goroutine of its
// own, while the VU and its neighbours go on.
type Beside struct {
	// Name says what it is, in the list of what still held the loop.
	Name string
	// Do touches nothing of the VU. ctx ends when nobody waits any more. What it
	// panics is an error.
	Do func(ctx context.Context) (any, error)
	// Settle makes of what came of it what the promise resolves to, or, with
	// rejected, is rejected with. It owns the loop.
	Settle func(result any, err error) (value sobek.Value, rejected bool)
}

// Promise begins work and gives the script a promise. The work keeps the VU's
// job alive until it is done.
func (v *VU) Promise(w Beside) sobek.Value {
	promise, resolve, reject := v.rt.NewPromise()
	ctx, cancel := context.WithCancel(context.Background())
	p := &promised{Beside: w, cancel: cancel, resolve: resolve, reject: reject}
	v.Hold(&p.Hold, p)
	post := v.Loop().Post
	go func() {
		result, err := w.attempt(ctx)
		post(func() {
			cancel()
			p.result, p.err = result, err
			if !p.gone {
				v.Enqueue(p)
			}
		})
	}()
	return v.rt.ToValue(promise)
}

func (w Beside) attempt(ctx context.Context) (result any, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%s panicked: %v\n%s", w.Name, reason, debug.Stack())
		}
	}()
	return w.Do(ctx)
}

// promised is work under way.
type promised struct {
	Beside
	Hold
	cancel          context.CancelFunc
	resolve, reject func(any) error
	result          any
	err             error
	gone            bool
}

// Run settles the promise: a task of its own.
func (p *promised) Run(v *VU) {
	if p.gone {
		return
	}
	value, rejected := p.Settle(p.result, p.err)
	settle := p.resolve
	if rejected {
		settle = p.reject
	}
	var err error
	v.Do(func() { err = settle(value) }) // what waits is script code
	if err != nil {
		v.Fail(err)
	}
	p.Release()
}

// End gives the work up because the job failed.
func (p *promised) End() { p.Interrupt() }

// Interrupt gives the work up.
func (p *promised) Interrupt() {
	p.gone = true
	p.cancel()
	p.Release()
}

// String names the work.
func (p *promised) String() string { return p.Name }
