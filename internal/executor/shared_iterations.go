package executor

import (
	"fmt"
	"time"

	"volley/internal/option"
)

// sharedIterations lets VUs take iterations from one pool until it is empty or
// time is up. Fast VUs do more of them.
//
//	pool ●●●●●●●●●●●●
//	VU 0  ├──●──┼●┼───●───┼●┤ · · · · · the pool is empty: done
//	VU 1  ├●┼────●────┼─●─┼──●──┤ · · ·
//	      start                  maxDuration: what is left is dropped
//
// Immutable.
type sharedIterations struct{ closed }

func newSharedIterations(s option.Scenario) sharedIterations {
	return sharedIterations{closed{s, s.MaxDuration, Limits{Shared: s.Iterations, PerVU: Unlimited}}}
}

// Dropped is what is left in the pool.
func (e sharedIterations) Dropped(started int64) int64 { return max(e.s.Iterations-started, 0) }

func (e sharedIterations) Description() string {
	return fmt.Sprintf("%d iterations shared among %d VUs%s", e.s.Iterations, e.s.VUs, details(e.s))
}

func (e sharedIterations) Progress(now time.Duration, c Counts) Progress {
	return iterationsProgress(e.s, now, c, e.s.Iterations, "shared iters")
}
