package shard

import (
	"sync"
	"sync/atomic"
	"time"

	"volley/internal/vu"
)

// Unlimited is a Pool's limit when only time ends its scenario.
const Unlimited = -1

// Pool is what the shards share of one scenario: its counters, and which users
// run it.
//
// Safe for concurrent use.
type Pool struct {
	Scenario *vu.Scenario
	// Shared is how many iterations all VUs do together, PerVU how many each
	// does; Unlimited for none.
	Shared, PerVU int64
	// Number is the number in the whole test of this process's n-th iteration;
	// nil if the two are the same.
	Number func(n int64) int64
	// Until is when its regular time is over: no iteration begins from then on.
	Until time.Time
	// Data is what setup() returned, as JSON; nil for nothing.
	Data []byte

	started, completed, interrupted, failed atomic.Int64
	closed                                  atomic.Bool

	mu   sync.Mutex
	busy map[*User]struct{}
}

// NewPool returns the pool of a scenario that has not begun.
func NewPool(s *vu.Scenario, shared, perVU int64) *Pool {
	return &Pool{Scenario: s, Shared: shared, PerVU: perVU, busy: map[*User]struct{}{}}
}

// InTest is an iteration's number in the whole test.
func (p *Pool) InTest(n int64) int64 {
	if p.Number == nil {
		return n
	}
	return p.Number(n)
}

// take claims the next iteration for a VU that has done inScenario of them.
func (p *Pool) take(inScenario int64) (number int64, ok bool) {
	if p.closed.Load() || p.PerVU >= 0 && inScenario >= p.PerVU {
		return 0, false
	}
	if !p.Until.IsZero() && !time.Now().Before(p.Until) { // the conductor may come a moment later
		return 0, false
	}
	for {
		number = p.started.Load()
		if p.Shared >= 0 && number >= p.Shared {
			return 0, false
		}
		if p.started.CompareAndSwap(number, number+1) {
			return number, true
		}
	}
}

// Next claims an iteration that somebody else decides to begin: an open
// scenario's conductor.
func (p *Pool) Next() (number int64) { return p.started.Add(1) - 1 }

// Stop lets no further iteration begin.
func (p *Pool) Stop() { p.closed.Store(true) }

// Counts is how many iterations have been started, completed, interrupted, and
// of the completed how many threw.
func (p *Pool) Counts() (started, completed, interrupted, failed int64) {
	return p.started.Load(), p.completed.Load(), p.interrupted.Load(), p.failed.Load()
}

func (p *Pool) enter(u *User) {
	p.mu.Lock()
	p.busy[u] = struct{}{}
	p.mu.Unlock()
}

func (p *Pool) leave(u *User) {
	p.mu.Lock()
	delete(p.busy, u)
	p.mu.Unlock()
}

// Looping is how many users run the scenario now.
func (p *Pool) Looping() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return int64(len(p.busy))
}

// Busy are the users that run the scenario now.
func (p *Pool) Busy() []*User {
	p.mu.Lock()
	defer p.mu.Unlock()
	busy := make([]*User, 0, len(p.busy))
	for u := range p.busy {
		busy = append(busy, u)
	}
	return busy
}
