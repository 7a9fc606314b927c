package web

import (
	"math"
	"slices"
	"time"
	"weak"

	"github.com/grafana/sobek"
)

// AbortController and AbortSignal are the DOM standard's (§3.1, §3.2).
var (
	AbortController = &Class{
		Name: "AbortController",
		Construct: func(r *Realm, _ *Class, _ []sobek.Value) Instance {
			return &controller{signal: newSignal(r, AbortSignal)}
		},
		Attributes: []string{"signal"},
		Methods: map[string]Method{
			"abort": func(r *Realm, call sobek.FunctionCall) sobek.Value {
				r.report(Self[*controller](r, call.This).signal.abort(abortReason(r, call.Argument(0))))
				return sobek.Undefined()
			},
		},
	}
	AbortSignal = &Class{
		Name: "AbortSignal", Parent: EventTarget,
		Attributes: []string{"aborted", "reason", "onabort"},
		Methods: map[string]Method{
			"throwIfAborted": func(r *Realm, call sobek.FunctionCall) sobek.Value {
				if s := Self[*Signal](r, call.This); s.aborted {
					panic(s.reason)
				}
				return sobek.Undefined()
			},
		},
		Statics: map[string]Static{"abort": abortedSignal, "timeout": timeoutSignal, "any": anySignal},
		Lengths: map[string]int{"timeout": 1, "any": 1},
	}
)

type controller struct {
	Base
	signal *Signal
}

// Get answers for the signal.
func (c *controller) Get(key string) sobek.Value {
	if key == "signal" {
		return c.signal.object
	}
	return c.Base.Get(key)
}

// Set refuses the signal, which is read-only.
func (c *controller) Set(key string, value sobek.Value) bool {
	return key != "signal" && c.Base.Set(key, value)
}

// Signal is an instance of AbortSignal: it tells whoever waits that nobody needs
// the result any more.
//
// Owned by one loop.
type Signal struct {
	Base
	Target
	aborted bool
	reason  sobek.Value
	steps   []*abortStep
	// sources are what a signal made by AbortSignal.any follows, as follower.
	// Sources follow nothing. dependents follow this one; those that nobody has
	// any more are swept when there are sweepAt.
	sources    []*Signal
	follower   *follower
	dependents []*follower
	sweepAt    int
}

// follower is a signal that follows others. They keep it alive only while
// somebody waits for it: a signal may live longer than thousands that follow it
// (DOM §3.2.3, "garbage collection").
type follower struct {
	signal weak.Pointer[Signal]
	kept   *Signal // nil while nobody waits for it
}

// abortStep is something to do when a signal is aborted.
type abortStep struct{ run func() }

// AbortSignalOf is the signal behind a script's value; ok is false for any other
// value.
func AbortSignalOf(value sobek.Value) (s *Signal, ok bool) { return As[*Signal](value) }

// Aborted reports whether the signal has been aborted.
func (s *Signal) Aborted() bool { return s.aborted }

// Reason is why it was aborted: what the script gave, or a DOMException. It is
// undefined before.
func (s *Signal) Reason() sobek.Value {
	if s.reason == nil {
		return sobek.Undefined()
	}
	return s.reason
}

// OnAbort has f called when the signal is aborted, in the VU's turn and before
// the script's listeners; not for a signal that is aborted already. remove takes
// it back: whoever ends before the signal must call it.
func (s *Signal) OnAbort(f func()) (remove func()) {
	if s.aborted {
		return func() {}
	}
	step := &abortStep{f}
	s.steps = append(s.steps, step)
	keep(s)
	return func() {
		s.steps = slices.DeleteFunc(s.steps, func(other *abortStep) bool { return other == step })
		keep(s)
	}
}

// keep has what a signal follows keep it alive while somebody waits for it. It
// does nothing for another target.
func keep(target Receiver) {
	s, ok := target.(*Signal)
	switch {
	case !ok || s.follower == nil:
	case len(s.steps) > 0 || s.Listens("abort"):
		s.follower.kept = s
	default:
		s.follower.kept = nil
	}
}

// Get answers for the attributes.
func (s *Signal) Get(key string) sobek.Value {
	switch key {
	case "aborted":
		return s.realm.rt.ToValue(s.aborted)
	case "reason":
		return s.Reason()
	case "onabort":
		return objectOrNull(s.Handler("abort"))
	}
	return s.Base.Get(key)
}

// Set takes onabort, refuses the other attributes, and adds anything else.
func (s *Signal) Set(key string, value sobek.Value) bool {
	switch key {
	case "aborted", "reason":
		return false
	case "onabort":
		s.SetHandler("abort", value)
		keep(s)
		return true
	}
	return s.Base.Set(key, value)
}

// newSignal makes one. The class comes as an argument, since it refers to its
// statics.
func newSignal(r *Realm, c *Class) *Signal {
	s := &Signal{}
	r.Object(c, s)
	return s
}

// abortReason is what abort was given, or the reason there is without one.
func abortReason(r *Realm, value sobek.Value) sobek.Value {
	if sobek.IsUndefined(value) {
		return NewException(r, "AbortError", "signal is aborted without reason")
	}
	return value
}

// abort is the standard's "signal abort": all that follow the signal are aborted
// before any script hears of it. It returns what listeners threw.
func (s *Signal) abort(reason sobek.Value) (faults []error) {
	if s.aborted {
		return nil
	}
	s.aborted, s.reason = true, reason
	all := []*Signal{s}
	for _, f := range s.dependents {
		if d := f.signal.Value(); d != nil && !d.aborted {
			d.aborted, d.reason = true, reason
			all = append(all, d)
		}
	}
	s.dependents = nil
	for _, each := range all {
		each.leave()
		faults = append(faults, each.runSteps()...)
	}
	return faults
}

// leave makes a signal that has been aborted follow nothing any more.
func (s *Signal) leave() {
	for _, source := range s.sources {
		source.dependents = slices.DeleteFunc(source.dependents, func(f *follower) bool { return f == s.follower })
	}
	s.sources, s.follower = nil, nil
}

func (s *Signal) runSteps() []error {
	steps := s.steps
	s.steps = nil
	for _, step := range steps {
		step.run()
	}
	return Dispatch(s, NewEvent(EventClass, "abort", time.Now()))
}

// abortedSignal is AbortSignal.abort.
func abortedSignal(r *Realm, c *Class, call sobek.FunctionCall) sobek.Value {
	s := newSignal(r, c)
	s.aborted, s.reason = true, abortReason(r, call.Argument(0))
	return s.object
}

// timeoutSignal is AbortSignal.timeout. Its time does not keep the iteration
// alive, and ends with it.
func timeoutSignal(r *Realm, c *Class, call sobek.FunctionCall) sobek.Value {
	const where = "execute 'timeout' on 'AbortSignal'"
	r.need(call.Arguments, 1, where)
	delay := math.Trunc(r.number(call.Argument(0)))
	if !(delay >= 0 && delay < 1<<53) {
		panic(r.rt.NewTypeError("Failed to %s: Value is outside the 'unsigned long long' value range.", where))
	}
	s := newSignal(r, c)
	wait := time.Duration(math.MaxInt64)
	if delay < float64(wait/time.Millisecond) {
		wait = time.Duration(delay) * time.Millisecond
	}
	r.v.Later(wait, func() {
		for _, err := range s.abort(NewException(r, "TimeoutError", "signal timed out")) {
			r.v.Fail(err)
		}
	})
	return s.object
}

// anySignal is AbortSignal.any (DOM §3.2 "create a dependent abort signal").
func anySignal(r *Realm, c *Class, call sobek.FunctionCall) sobek.Value {
	const where = "execute 'any' on 'AbortSignal'"
	r.need(call.Arguments, 1, where)
	var given []*Signal
	for _, value := range r.Sequence(call.Argument(0), where) {
		source, ok := AbortSignalOf(value)
		if !ok {
			panic(r.rt.NewTypeError("Failed to %s: Failed to convert value to 'AbortSignal'.", where))
		}
		given = append(given, source)
	}
	s := newSignal(r, c)
	for _, source := range given {
		if source.aborted {
			s.aborted, s.reason = true, source.reason
			return s.object
		}
	}
	for _, source := range given {
		if source.sources == nil {
			s.follow(source)
			continue
		}
		for _, each := range source.sources {
			s.follow(each)
		}
	}
	return s.object
}

func (s *Signal) follow(source *Signal) {
	if slices.Contains(s.sources, source) {
		return
	}
	if s.follower == nil {
		s.follower = &follower{signal: weak.Make(s)}
	}
	s.sources = append(s.sources, source)
	if len(source.dependents) >= source.sweepAt {
		source.dependents = slices.DeleteFunc(source.dependents, func(f *follower) bool { return f.signal.Value() == nil })
		source.sweepAt = max(16, 2*len(source.dependents))
	}
	source.dependents = append(source.dependents, s.follower)
}
