package executor

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"volley/internal/option"
)

// Plan is several scenarios laid beside each other.
//
// Immutable after NewPlan.
type Plan struct {
	// Executors are ordered by start and name, as k6 lists them.
	Executors []Executor
	// VUs must be ready before the run begins; MaxVUs is what it may grow to.
	VUs, MaxVUs int64
	// Duration is how long the run may take, graceful stops included.
	Duration time.Duration
}

// NewPlan lays out scenarios that option.Merge has checked. Those that cannot be
// run are refused, all at once.
func NewPlan(scenarios []option.Scenario) (Plan, error) {
	var p Plan
	var faults []error
	for _, s := range scenarios {
		e, err := New(s)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		p.Executors = append(p.Executors, e)
		p.Duration = max(p.Duration, e.Span().Hard)
	}
	if len(faults) > 0 {
		return Plan{}, errors.Join(faults...)
	}
	slices.SortFunc(p.Executors, func(a, b Executor) int {
		return cmp.Or(cmp.Compare(a.Span().Start, b.Span().Start), cmp.Compare(a.Scenario().Name, b.Scenario().Name))
	})
	p.VUs, p.MaxVUs = peak(p.Executors)
	return p, nil
}

// peak is the most VUs that are needed at one moment. Scenarios whose times do
// not overlap share theirs:
//
//	a ┌──2──┐
//	b       └──3──┐          VUs = 3, not 5
//	       ───► now
func peak(executors []Executor) (vus, most int64) {
	type change struct {
		at        time.Duration
		vus, most int64
	}
	var changes []change
	for _, e := range executors {
		var last Need
		for _, n := range e.Needs() {
			changes = append(changes, change{n.From, n.VUs - last.VUs, n.Max - last.Max})
			last = n
		}
	}
	slices.SortFunc(changes, func(a, b change) int { return cmp.Compare(a.at, b.at) })
	var now change
	for i, c := range changes {
		now.vus += c.vus
		now.most += c.most
		// Only once all that changes at a moment has changed is it a need: who
		// ends then has left before the next one comes.
		if i+1 == len(changes) || changes[i+1].at > c.at {
			vus, most = max(vus, now.vus), max(most, now.most)
		}
	}
	return vus, most
}
