package executor

import (
	"fmt"
	"time"

	"volley/internal/option"
)

// open is what executors share that begin iterations at a pace, whoever is free
// to do them.
//
// Immutable.
type open struct {
	s      option.Scenario
	length time.Duration // until the regular end
	pace   pace
	total  int64 // iterations due by the regular end
}

func (e open) Scenario() option.Scenario { return e.s }

func (e open) Limits() Limits { return Limits{Shared: Unlimited, PerVU: Unlimited} }

func (e open) Span() Span {
	end := e.s.StartTime + e.length
	return Span{Start: e.s.StartTime, End: end, Hard: end + e.s.GracefulStop}
}

// Due counts what the pace has made due. Whoever asks first after the regular
// end learns of those that came due since he asked last.
func (e open) Due(now time.Duration) Due {
	span := e.Span()
	switch {
	case now < span.Start:
		return Due{Phase: Waiting, Next: span.Start}
	case now < span.End:
		at := now - span.Start
		d := Due{Phase: Running, Kept: e.s.MaxVUs, Starts: e.pace.count(at), Next: span.End}
		if d.Starts < e.total {
			d.Next = min(d.Next, span.Start+e.pace.due(d.Starts+1, at))
		}
		return d
	case now < span.Hard:
		return Due{Phase: Stopping, Kept: e.s.MaxVUs, Starts: e.total, Next: span.Hard}
	}
	return Due{Phase: Over, Starts: e.total, Next: Never}
}

func (e open) At(n int64) time.Duration {
	at := e.pace.due(n+1, 0)
	if at == Never {
		return Never
	}
	return e.s.StartTime + at
}

func (e open) Needs() []Need {
	span := e.Span()
	return []Need{{From: span.Start, VUs: e.s.PreAllocatedVUs, Max: e.s.MaxVUs}, {From: span.Hard}}
}

// Dropped is none: the conductor counts them as they come.
func (e open) Dropped(int64) int64 { return 0 }

// bounds are the VUs it may use, for its description.
func (e open) bounds() string {
	if e.s.MaxVUs > e.s.PreAllocatedVUs {
		return fmt.Sprintf("maxVUs: %d-%d", e.s.PreAllocatedVUs, e.s.MaxVUs)
	}
	return fmt.Sprintf("maxVUs: %d", e.s.PreAllocatedVUs)
}

// progress is that of both kinds; most is the highest rate there will be.
func (e open) progress(now time.Duration, c Counts, most float64) Progress {
	now = c.shown(now)
	p, waiting := waitingProgress(e.s, now)
	if waiting {
		return p
	}
	at := elapsed(e.s, now, e.length)
	p.Fraction = fraction(at, e.length)
	p.VUs = busyVUs(c.VUs, c.Ready, e.s.MaxVUs)
	p.Time = Clock(at, e.length) + "/" + e.length.String()
	if at == e.length {
		p.Time = e.length.String()
	}
	width := len(fmt.Sprintf("%.2f", most))
	p.Iterations = fmt.Sprintf("%0*.2f iters/s", width, e.pace.perSecond(at))
	return p
}

// busyVUs is 02/10 VUs: as wide as the most there may be.
func busyVUs(busy, of, most int64) string {
	width := len(fmt.Sprint(most))
	return fmt.Sprintf("%0*d/%0*d VUs", width, busy, width, of)
}
