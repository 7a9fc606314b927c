package vu

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/sobek"
)

var errEnough = errors.New("enough")

// pending is a holder whose last event is a task that runs a script's function.
type pending struct {
	Hold
	v    *VU
	last sobek.Callable // nil: it never ends by itself
}

func (e *pending) String() string { return "ending" }
func (e *pending) Interrupt()     { e.Release() }
func (e *pending) End() {
	if e.last == nil {
		return
	}
	e.v.Enqueue(TaskFunc(func(v *VU) {
		if _, err := v.Call(e.last, sobek.Undefined()); err != nil {
			v.Fail(err)
		}
		e.Release()
	}))
}

// TestAbort aborts jobs: their JavaScript stops, and what was pending has its
// last word, but not for ever.
func TestAbort(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"last events":     {`hold(() => console.log('last')); setTimeout(() => console.log('never'), 0); abort(); console.log('never');`, []string{"last"}},
		"not caught":      {`try { abort(); } catch { console.log('never'); } finally { console.log('never'); }`, nil},
		"aborted again":   {`hold(() => { console.log('first'); abort(); console.log('never'); }); hold(() => console.log('second')); abort();`, []string{"first", "second"}},
		"never ends":      {`hold(); abort();`, nil},
		"in a microtask":  {`hold(() => console.log('last')); await null; abort(); console.log('never');`, []string{"last"}},
		"in a timer":      {`hold(() => console.log('last')); setTimeout(() => { abort(); console.log('never'); }, 0);`, []string{"last"}},
		"a timer's":       {`hold(() => console.log('last')); setTimeout(abort, 0); setTimeout(() => console.log('never'), 1e6);`, []string{"last"}},
		"a reaction":      {`hold(() => console.log('last')); Promise.resolve().then(abort);`, []string{"last"}},
		"a last reaction": {`Promise.resolve().then(abort);`, nil},
		"a callback":      {`hold(() => console.log('last')); [2, 1].sort(abort); console.log('never');`, []string{"last"}},
		"a last event":    {`hold(abort); hold(() => console.log('second')); abort();`, []string{"second"}},
	} {
		t.Run(name, func(t *testing.T) {
			g := newRig(t, `export default async function () { `+c.src+` } export function next() { console.log('next'); }`)
			g.test.Globals = map[string]func(*VU) sobek.Value{
				"abort": func(v *VU) sobek.Value {
					return v.function(func(sobek.FunctionCall) sobek.Value { v.Abort(errEnough); return sobek.Undefined() })
				},
				"hold": func(v *VU) sobek.Value {
					return v.function(func(call sobek.FunctionCall) sobek.Value {
						e := &pending{v: v}
						e.last, _ = sobek.AssertFunction(call.Argument(0))
						v.Hold(&e.Hold, e)
						return sobek.Undefined()
					})
				},
			}
			v := g.bear(1)
			o := g.start(v, "default")
			g.finish(1)
			if !errors.Is(o.Interrupted, errEnough) || o.Err != nil {
				t.Errorf("the job ended with %v, %v, want it interrupted by %v", o.Interrupted, o.Err, errEnough)
			}
			o = g.start(v, "next")
			g.finish(2)
			if o.Interrupted != nil || o.Err != nil {
				t.Errorf("the next job ended with %v, %v", o.Interrupted, o.Err)
			}
			if diff := cmp.Diff(append(c.want, "next"), g.console.all()); diff != "" {
				t.Errorf("printed (- want, + got):\n%s", diff)
			}
		})
	}
}
