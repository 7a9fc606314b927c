package executor

import (
	"fmt"
	"time"

	"volley/internal/option"
)

// rampingArrivalRate begins iterations at a rate that goes in straight lines
// from target to target; a stage without a duration is a jump.
//
//	iterations/s
//	 20 ┤       ╱╲
//	    │     ╱    ╲───────┐
//	    │   ╱              │
//	  0 ┼─╱────────────────┴────► now
//	    ●      ● ●●●● ●  ●  ●  ●  due when the area reaches 1, 2, 3 …
//
// Immutable.
type rampingArrivalRate struct {
	open
	most float64 // the highest rate, per second
}

func newRampingArrivalRate(s option.Scenario) rampingArrivalRate {
	p := newRamp(s)
	e := rampingArrivalRate{open: open{s: s, pace: p}}
	highest := s.Rate
	for _, stage := range s.Stages {
		e.length += stage.Duration
		highest = max(highest, stage.Target)
	}
	e.total = p.count(e.length)
	e.most = steady{uint64(highest), uint64(s.TimeUnit)}.perSecond(0)
	return e
}

func (e rampingArrivalRate) Description() string {
	return fmt.Sprintf("Up to %.2f iterations/s for %s over %d stages%s", e.most, e.length, len(e.s.Stages), details(e.s, e.bounds()))
}

func (e rampingArrivalRate) Progress(now time.Duration, c Counts) Progress {
	return e.progress(now, c, e.most)
}
