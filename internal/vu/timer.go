package vu

import (
	"fmt"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
)

// timer is one setTimeout or setInterval of a script.
type timer struct {
	Hold
	loop.Timer
	v     *VU
	id    int64
	fn    sobek.Callable
	args  []sobek.Value
	every time.Duration // 0 for setTimeout
	where sobek.StackFrame
	kind  string
}

// longestTimer is what a delay is cut to: setTimeout's delays fit in 31 bits.
const longestTimer = time.Duration(1<<31-1) * time.Millisecond

// timerSetter is setTimeout or setInterval.
func (v *VU) timerSetter(name string) func(sobek.FunctionCall) sobek.Value {
	return func(call sobek.FunctionCall) sobek.Value {
		return v.rt.ToValue(v.setTimer(name, name == "setInterval", call))
	}
}

// clearTimer is clearTimeout and clearInterval.
func (v *VU) clearTimer(call sobek.FunctionCall) sobek.Value {
	if t := v.timers[call.Argument(0).ToInteger()]; t != nil {
		t.cancel()
	}
	return sobek.Undefined()
}

func (v *VU) setTimer(name string, repeat bool, call sobek.FunctionCall) int64 {
	fn, ok := sobek.AssertFunction(call.Argument(0))
	if !ok {
		panic(v.rt.NewTypeError("%s: the callback must be a function, got %s", name, describe(call.Argument(0))))
	}
	delay := Milliseconds(call.Argument(1))
	delay = min(max(delay, 0), longestTimer)
	v.lastTimer++
	t := &timer{v: v, id: v.lastTimer, fn: fn, kind: name}
	if len(call.Arguments) > 2 {
		t.args = append(t.args, call.Arguments[2:]...)
	}
	if repeat {
		// An interval of no length would leave no room for anything else.
		t.every = max(delay, time.Millisecond)
	}
	var frames [4]sobek.StackFrame
	for _, f := range v.rt.CaptureCallStack(3, frames[:0]) {
		if t.where = f; f.SrcName() != "<native>" {
			break
		}
	}
	if v.timers == nil {
		v.timers = map[int64]*timer{}
	}
	v.timers[t.id] = t
	t.Init(func() { v.Enqueue(t) })
	v.Hold(&t.Hold, t)
	v.Loop().Arm(&t.Timer, time.Now().Add(delay))
	if v.Failed() {
		t.cancel()
	}
	return t.id
}

// Run is the timer's task.
func (t *timer) Run(v *VU) {
	if v.timers[t.id] != t {
		return // cleared while it waited
	}
	if t.every == 0 {
		delete(v.timers, t.id)
	}
	_, err := v.Call(t.fn, v.rt.GlobalObject(), t.args...)
	if err != nil {
		v.Fail(err)
	}
	switch {
	case t.every == 0:
		t.Release()
	case v.timers[t.id] == t:
		v.Loop().Arm(&t.Timer, time.Now().Add(t.every))
	}
}

func (t *timer) cancel() {
	delete(t.v.timers, t.id)
	t.v.Loop().Disarm(&t.Timer)
	t.Release()
}

// End and Interrupt drop the timer; dropTimers has said so already.
func (t *timer) End()       { t.cancel() }
func (t *timer) Interrupt() { t.cancel() }

// String names the timer and the place in the script that set it.
func (t *timer) String() string {
	p := t.where.Position()
	return fmt.Sprintf("%s %d set at %s:%d:%d", t.kind, t.id, t.where.SrcName(), p.Line, p.Column)
}

// dropTimers clears all timers of a job that ends early, with one warning.
func (v *VU) dropTimers(why string) {
	if len(v.timers) == 0 {
		return
	}
	v.warn(fmt.Sprintf("%d pending timers were stopped because %s", len(v.timers), why))
	for _, t := range v.timers {
		t.cancel()
	}
}

// alarm is a timer of a package's, not of the script's.
type alarm struct {
	Hold
	loop.Timer
	v *VU
	f func()
}

// Later has f called as a task of the VU's when a time is over. It does not keep
// the job alive: with the job, the wait ends too.
func (v *VU) Later(delay time.Duration, f func()) {
	a := &alarm{v: v, f: f}
	a.Init(func() { v.Enqueue(a) })
	v.Accompany(&a.Hold, a)
	if a.f != nil {
		v.Loop().Arm(&a.Timer, time.Now().Add(delay))
	}
}

// Run is the alarm's task.
func (a *alarm) Run(*VU) {
	f := a.f
	a.Release()
	if f != nil {
		f()
	}
}

// End and Interrupt call the alarm off.
func (a *alarm) End() { a.Interrupt() }

func (a *alarm) Interrupt() {
	a.f = nil
	a.v.Loop().Disarm(&a.Timer)
}

// String is needed of a Holder; no list of holders names company.
func (a *alarm) String() string { return "a time limit" }
