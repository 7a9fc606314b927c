package shard

import (
	"sync/atomic"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/vu"
)

// User is a VU on its shard, as the conductor holds it: it begins stints in
// scenarios and ends them. A stint is a VU's stay in one scenario; a User has
// at most one at a time.
//
// Begin, Once, Stop, Interrupt, Abandon and Describe are safe for concurrent
// use; everything else is owned by the shard's loop.
type User struct {
	shard *Shard
	v     *vu.VU
	home  *Pool // of the last stint: a VU's count starts anew in another scenario
	did   int64 // iterations begun in home

	stint *stint
	pause loop.Timer
}

// stint is one stay of a VU in a scenario.
type stint struct {
	pool    *Pool
	least   time.Duration // minIterationDuration
	number  int64         // of the only iteration, if once
	due     time.Time     // when that came due
	once    bool
	done    func(*User)
	stopped *atomic.Bool
}

// Stint is the conductor's end of a VU's stay in a scenario.
//
// Safe for concurrent use.
type Stint struct {
	User    *User
	stopped atomic.Bool
}

// Stop lets the VU finish the iteration it is in and begin no other; Resume
// takes that back, if it is not too late.
func (s *Stint) Stop()   { s.stopped.Store(true) }
func (s *Stint) Resume() { s.stopped.Store(false) }

// Begin lets an idle VU do iterations of a pool's scenario until there are none
// left for it, its stint is stopped, or it is interrupted; done is then called
// on the loop. least is the shortest an iteration may take.
func (u *User) Begin(p *Pool, least time.Duration, done func(*User)) *Stint {
	s := &Stint{User: u}
	p.enter(u)
	u.shard.Post(func() {
		u.start(&stint{pool: p, least: least, done: done, stopped: &s.stopped})
	})
	return s
}

// Once lets an idle VU do the one iteration of that number, which has come due
// at a moment; how late it begins is counted.
func (u *User) Once(p *Pool, number int64, due time.Time, least time.Duration, done func(*User)) {
	p.enter(u)
	u.shard.Post(func() {
		u.start(&stint{pool: p, least: least, number: number, due: due, once: true, done: done})
	})
}

func (u *User) start(s *stint) {
	u.stint = s
	if u.home != s.pool {
		u.home, u.did = s.pool, 0
		u.v.Enter(s.pool.Scenario)
		u.v.SetData(s.pool.Data)
	}
	u.next()
}

// next starts the VU's next iteration. It is started as a task of its own, so
// that a script whose iterations are short leaves room for its neighbours.
func (u *User) next() {
	s := u.stint
	number, ok := s.number, s.once
	if !s.once && !s.stopped.Load() {
		number, ok = s.pool.take(u.did)
	}
	if !ok {
		u.leave()
		return
	}
	if err := u.v.Start(vu.Job{Fn: func(v *vu.VU) (sobek.Value, error) {
		v.Begin(vu.Iteration{InTest: s.pool.InTest(number), InInstance: number, InScenario: u.did})
		u.did++
		if s.once {
			now := time.Now()
			v.Sample(v.Series(v.Test().Registry.Builtin.IterationStartDelay), float64(now.Sub(s.due))/float64(time.Millisecond), now)
		}
		return v.Export(s.pool.Scenario.Exec)
	}, Done: u.ended}); err != nil { // the VU was abandoned
		s.pool.interrupted.Add(1)
		u.leave()
	}
}

func (u *User) ended(v *vu.VU, o vu.Outcome) {
	s := u.stint
	if o.Interrupted != nil {
		s.pool.interrupted.Add(1)
		u.leave()
		return
	}
	s.pool.completed.Add(1)
	v.EndIteration(o)
	if o.Err != nil {
		s.pool.failed.Add(1)
		v.Sample(v.Series(v.Test().Registry.Builtin.IterationExceptions), 1, o.Ended)
	}
	if wait := s.least - o.Ended.Sub(o.Began); wait > 0 && !s.pool.closed.Load() {
		u.shard.loop.Arm(&u.pause, o.Ended.Add(wait))
		return
	}
	u.rest()
}

// rest comes after an iteration and its pause.
func (u *User) rest() {
	switch {
	case u.stint == nil: // interrupted while it paused
	case u.stint.once:
		u.leave()
	default:
		u.next()
	}
}

func (u *User) leave() {
	s := u.stint
	u.stint = nil
	u.shard.loop.Disarm(&u.pause)
	s.pool.leave(u)
	s.done(u)
}

// Interrupt ends the VU's stint in a scenario now; its iteration counts as
// interrupted. A VU that waits between two iterations just leaves.
func (u *User) Interrupt(p *Pool, reason error) {
	u.shard.Post(func() {
		switch {
		case u.stint == nil || u.stint.pool != p:
		case u.v.Busy():
			u.v.Interrupt(reason)
		default:
			u.leave()
		}
	})
}

// Abandon gives the VU up if it is still in the scenario: it did not come back
// after Interrupt.
func (u *User) Abandon(p *Pool, reason error) {
	u.shard.Post(func() {
		if u.stint != nil && u.stint.pool == p {
			u.v.Abandon(reason)
		}
	})
}

// Lost reports whether the VU was abandoned and must not be used again. It may
// be asked once its stint is over.
func (u *User) Lost() bool { return u.v.Dead() }

// holdersShown is how many of the things that hold a VU are named.
const holdersShown = 4

// Describe says what the VU is doing and what it waits for, if it still is in
// the scenario, and gives it to tell, from the loop.
func (u *User) Describe(p *Pool, tell func(who, how string)) {
	u.shard.Post(func() {
		if u.stint == nil || u.stint.pool != p {
			return
		}
		names, more := u.v.Holders(holdersShown)
		tell(u.v.String(), describe(u.v.Where(), names, more))
	})
}
