package executor

import (
	"fmt"
	"time"

	"volley/internal/option"
)

// constantArrivalRate begins iterations at a steady rate, however long they
// take. One that finds no VU free is dropped.
//
//	due   ●  ●  ●  ●  ●  ●  ●  ●
//	VU 0  ├──────┤  ├─┤ ├─────┤
//	VU 1     ├───────────┤  ├───┤ · ·
//	               ▲                  dropped: both are busy (below maxVUs
//	      start              end      one more is made ready)
//
// Immutable.
type constantArrivalRate struct{ open }

func newConstantArrivalRate(s option.Scenario) constantArrivalRate {
	p := newSteady(s)
	return constantArrivalRate{open{s, s.Duration, p, p.count(s.Duration - 1)}}
}

func (e constantArrivalRate) Description() string {
	return fmt.Sprintf("%.2f iterations/s for %s%s", e.pace.perSecond(0), e.s.Duration, details(e.s, e.bounds()))
}

func (e constantArrivalRate) Progress(now time.Duration, c Counts) Progress {
	return e.progress(now, c, e.pace.perSecond(0))
}
