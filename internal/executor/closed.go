package executor

import (
	"time"

	"volley/internal/option"
)

// closed is what executors share whose VUs are a fixed number and loop by
// themselves: the next iteration begins when the last one is over.
//
// Immutable.
type closed struct {
	s      option.Scenario
	length time.Duration // until the regular end
	limits Limits
}

func (e closed) Scenario() option.Scenario { return e.s }

func (e closed) Limits() Limits { return e.limits }

func (e closed) Span() Span {
	end := e.s.StartTime + e.length
	return Span{Start: e.s.StartTime, End: end, Hard: end + e.s.GracefulStop}
}

// Due holds all VUs from the start to the regular end, and lets them finish
// until the hard one.
func (e closed) Due(now time.Duration) Due {
	span := e.Span()
	switch {
	case now < span.Start:
		return Due{Phase: Waiting, Next: span.Start}
	case now < span.End:
		return Due{Phase: Running, VUs: e.s.VUs, Kept: e.s.VUs, Next: span.End}
	case now < span.Hard:
		return Due{Phase: Stopping, Kept: e.s.VUs, Next: span.Hard}
	}
	return Due{Phase: Over, Next: Never}
}

// At is never: its VUs begin iterations by themselves.
func (e closed) At(int64) time.Duration { return Never }

func (e closed) Needs() []Need {
	span := e.Span()
	return []Need{{From: span.Start, VUs: e.s.VUs, Max: e.s.VUs}, {From: span.Hard}}
}
