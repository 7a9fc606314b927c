package executor

import (
	"fmt"
	"time"

	"volley/internal/option"
)

// constantVUs keeps a number of VUs looping for a time.
//
//	VUs
//	 n ┤    ┌────────────────┐· · · · · ·┐
//	   │    │   begin again  │   finish  ·
//	   │    │   and again    │           ·
//	 0 ┼────┴────────────────┴───────────┴──► now
//	      start             end         hard
//
// Immutable.
type constantVUs struct{ closed }

func newConstantVUs(s option.Scenario) constantVUs {
	return constantVUs{closed{s, s.Duration, Limits{Shared: Unlimited, PerVU: Unlimited}}}
}

// Dropped is none: nobody said how many there would be.
func (e constantVUs) Dropped(int64) int64 { return 0 }

func (e constantVUs) Description() string {
	return fmt.Sprintf("%d looping VUs for %s%s", e.s.VUs, e.s.Duration, details(e.s))
}

func (e constantVUs) Progress(now time.Duration, c Counts) Progress {
	now = c.shown(now)
	p, waiting := waitingProgress(e.s, now)
	if waiting {
		return p
	}
	at := elapsed(e.s, now, e.s.Duration)
	p.Fraction = fraction(at, e.s.Duration)
	p.VUs = fmt.Sprintf("%d VUs", e.s.VUs)
	p.Time = Clock(at, e.s.Duration) + "/" + e.s.Duration.String()
	if at == e.s.Duration {
		p.Time = e.s.Duration.String()
	}
	return p
}
