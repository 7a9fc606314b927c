package executor

import (
	"fmt"
	"time"

	"volley/internal/option"
)

// Executor is one scenario laid out in time. All times are since the run began
// (its scenarios' zero, after setup), not since the scenario's own start.
//
// Immutable after New.
type Executor interface {
	// Scenario is what the executor was made of.
	Scenario() option.Scenario
	// Due is what should be so at a moment, whatever was asked before.
	Due(now time.Duration) Due
	// At is when the n-th start of an open executor comes due, from 0; Never for
	// the others.
	At(n int64) time.Duration
	// Limits are how many iterations its VUs may begin, apart from time.
	Limits() Limits
	// Span is when it begins, when its last iteration may begin, and when the
	// last one still running is interrupted.
	Span() Span
	// Needs are the VUs that must be ready at a moment, as steps over time.
	Needs() []Need
	// Dropped is how many iterations never began, told at its end from how many
	// did. Open executors drop while they run: their conductor counts.
	Dropped(started int64) int64
	// Progress is how far it is, as shown beside its bar.
	Progress(now time.Duration, c Counts) Progress
	// Description is its line in the list of scenarios.
	Description() string
}

// Unlimited is a limit that is none.
const Unlimited = -1

// Never is when an executor wants to be asked that has no more to say.
const Never = time.Duration(1<<63 - 1)

// Phase is where a scenario stands.
type Phase uint8

// The phases of a scenario, in their order.
const (
	Waiting  Phase = iota // before its start
	Running               // iterations may begin
	Stopping              // those begun may finish
	Over                  // those still running are to be interrupted
)

// Due is what should be so at a moment. A scenario's VUs are numbered from 0 in
// the order it claimed them.
//
// Immutable.
type Due struct {
	Phase Phase
	// VUs loop now: those numbered below VUs begin iterations by themselves.
	// Those from VUs to Kept may finish the one they are in; those from Kept on
	// are interrupted. An open executor has no VUs that loop: VUs is 0, and Kept
	// is how many it may use.
	VUs, Kept int64
	// Starts is how many iterations an open executor has had come due since its
	// start; the conductor begins those it has not begun yet.
	Starts int64
	// Next is when something changes: ask again then, or Never.
	Next time.Duration
}

// Limits are how many iterations may begin; Unlimited where only time ends them.
//
// Immutable.
type Limits struct {
	Shared int64 // by all VUs together
	PerVU  int64 // by each VU
}

// Span is when a scenario takes place.
//
// Immutable.
type Span struct {
	Start time.Duration
	End   time.Duration // the regular end: no iteration begins from here on
	Hard  time.Duration // End and the time to finish: what still runs is interrupted
}

// Need is how many VUs must be ready from a moment on.
//
// Immutable.
type Need struct {
	From time.Duration
	VUs  int64 // ready before the run begins
	Max  int64 // with those an open executor may ask for while it runs
}

// Counts is what an executor is told of its scenario to show its progress.
//
// Immutable.
type Counts struct {
	Started, Completed, Interrupted int64
	// VUs run an iteration now, of Ready ones that belong to the scenario.
	VUs, Ready int64
	// Done is set, and At is when, once nothing of the scenario runs any more:
	// with iterations to do, or when the test is cut short, that may be long
	// before the end.
	Done bool
	At   time.Duration
}

// Progress is how far a scenario is.
//
// Immutable.
type Progress struct {
	Fraction float64 // 0 to 1
	// The columns right of the bar: "2 VUs", "1.0s/4s", "2/4 shared iters".
	// Empty ones are to be left blank, so that the columns of several scenarios
	// stand below each other.
	VUs, Time, Iterations string
}

// New returns the executor of a scenario that option.Merge has checked.
func New(s option.Scenario) (Executor, error) {
	switch s.Kind {
	case option.ConstantVUs:
		return newConstantVUs(s), nil
	case option.SharedIterations:
		return newSharedIterations(s), nil
	case option.PerVUIterations:
		return newPerVUIterations(s), nil
	case option.RampingVUs:
		return newRampingVUs(s), nil
	case option.ConstantArrivalRate:
		return newConstantArrivalRate(s), nil
	case option.RampingArrivalRate:
		return newRampingArrivalRate(s), nil
	}
	return nil, fmt.Errorf("scenario %q: there is no executor %q", s.Name, s.Kind)
}
