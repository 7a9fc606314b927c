package executor

import (
	"fmt"
	"time"

	"volley/internal/option"
)

// perVUIterations lets each VU do a number of iterations, or as many of them as
// it can in time. A fast VU is done early and waits for nobody.
//
//	VU 0  ├●┼●┼●┤
//	VU 1  ├───●───┼──●──┼────●────┤
//	VU 2  ├──────●──────┼───────●───────┼ · · ·┤
//	      start                                maxDuration: VU 2's third is dropped
//
// Immutable.
type perVUIterations struct{ closed }

func newPerVUIterations(s option.Scenario) perVUIterations {
	return perVUIterations{closed{s, s.MaxDuration, Limits{Shared: Unlimited, PerVU: s.Iterations}}}
}

// Dropped is what the VUs together did not get to.
func (e perVUIterations) Dropped(started int64) int64 { return max(e.total()-started, 0) }

// total is how many iterations there are to do, as far as can be counted.
func (e perVUIterations) total() int64 {
	if e.s.Iterations > 1<<62/e.s.VUs {
		return 1 << 62
	}
	return e.s.VUs * e.s.Iterations
}

func (e perVUIterations) Description() string {
	return fmt.Sprintf("%d iterations for each of %d VUs%s", e.s.Iterations, e.s.VUs, details(e.s))
}

func (e perVUIterations) Progress(now time.Duration, c Counts) Progress {
	return iterationsProgress(e.s, now, c, e.total(), fmt.Sprintf("iters, %d per VU", e.s.Iterations))
}
