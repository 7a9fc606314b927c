package run

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"volley/internal/executor"
	"volley/internal/shard"
	"volley/internal/vu"
)

// scene is one scenario while it is conducted.
//
// Owned by the conductor, but for what status reads: done, phase, ended, ready
// and the pool.
type scene struct {
	c    *conductor
	e    executor.Executor
	pool *shard.Pool

	slots []*slot // of a closed scenario, by number
	own   queue   // of an open scenario: claimed and idle
	begun int64   // of an open scenario: iterations started or dropped
	born  int64   // of an open scenario: VUs claimed or asked for

	phase atomic.Int32
	ready atomic.Int64
	ended atomic.Int64 // nanoseconds since the run began
	done  atomic.Bool
	was   atomic.Bool // interrupted

	warned    bool // of too few VUs
	abandonAt time.Duration
}

// slot is one place for a VU of a closed scenario.
type slot struct {
	stint    *shard.Stint // nil: nobody is in it
	stopped  bool         // we asked its VU to leave
	finished bool         // its VU left by itself: there is nothing left to do
	hard     bool         // its VU was told to leave at once
}

// errGrace is why an iteration is interrupted when its time to finish is over.
var errGrace = errors.New("the iteration was interrupted: the scenario's time, and the time to finish, are over")

func (c *conductor) newScene(e executor.Executor) *scene {
	s := &scene{c: c, e: e}
	o := e.Scenario()
	reg := c.t.plan.registry
	tags := reg.SystemTag(c.t.tags, "scenario", o.Name)
	for key, value := range o.Tags {
		tags = reg.With(tags, key, value)
	}
	limits := e.Limits()
	s.pool = shard.NewPool(&vu.Scenario{
		Name: o.Name, Executor: string(o.Kind), Began: c.began.Add(o.StartTime), Tags: tags, Env: o.Env, Exec: o.Exec,
		Progress: func() float64 { return s.progress(time.Since(c.began)).Fraction },
	}, limits.Shared, limits.PerVU)
	s.pool.Data = c.t.setupData()
	if part, ok := e.(executor.Part); ok {
		s.pool.Number = part.Iteration
	}
	s.pool.Until = c.began.Add(e.Span().End)
	return s
}

// turn brings the scene to where it should be and returns when to come again.
func (s *scene) turn(now time.Duration) time.Duration {
	due := s.e.Due(now)
	if s.c.cut != nil {
		due = executor.Due{Phase: executor.Over, Next: executor.Never}
	}
	s.phase.Store(int32(due.Phase))
	switch due.Phase {
	case executor.Waiting:
		return due.Next
	case executor.Running:
	default:
		s.pool.Stop()
	}
	s.closed(due)
	s.open(due)
	if s.finish(now, due) {
		return executor.Never
	}
	if due.Phase == executor.Over {
		return s.over(now)
	}
	return due.Next
}

// closed fills the places below due.VUs, lets those below due.Kept finish, and
// ends the rest.
func (s *scene) closed(due executor.Due) {
	for int64(len(s.slots)) < due.VUs {
		s.slots = append(s.slots, &slot{})
	}
	ready := int64(0)
	for i, sl := range s.slots {
		switch number := int64(i); {
		case sl.stint == nil:
			if number < due.VUs && !sl.finished {
				s.fill(sl)
			}
		case number < due.VUs:
			if sl.stopped && !sl.hard {
				sl.stopped = false
				sl.stint.Resume()
			}
		default:
			if !sl.stopped {
				sl.stopped = true
				sl.stint.Stop()
			}
			if number >= due.Kept && !sl.hard && due.Phase != executor.Over {
				sl.hard = true
				sl.stint.User.Interrupt(s.pool, errGrace)
			}
		}
		if sl.stint != nil {
			ready++
		}
	}
	s.ready.Store(ready)
}

// fill lets an idle VU into a place; without one the place waits for the next
// letter.
func (s *scene) fill(sl *slot) {
	u := s.c.idle.take()
	if u == nil {
		return
	}
	sl.stopped, sl.hard = false, false
	sl.stint = u.Begin(s.pool, s.c.t.plan.Options.MinIterationDuration, func(u *shard.User) {
		s.c.letters.post(func() {
			sl.stint = nil
			sl.finished = !sl.stopped
			s.c.free(u)
		})
	})
}

// open starts the iterations of an open scenario that have come due, also those
// of its last moments should the conductor come late; what finds no idle VU is
// dropped, and asks for one more.
func (s *scene) open(due executor.Due) {
	if due.Starts == 0 && s.born == 0 && s.e.Scenario().PreAllocatedVUs == 0 || s.c.cut != nil {
		return
	}
	for ; due.Phase == executor.Running && s.born < s.e.Scenario().PreAllocatedVUs; s.born++ {
		u := s.c.idle.take()
		if u == nil {
			break
		}
		s.own.put(u)
	}
	for ; s.begun < due.Starts && due.Phase <= executor.Stopping; s.begun++ {
		u := s.own.take()
		if u == nil {
			s.drop(due)
			continue
		}
		number := s.pool.Next()
		u.Once(s.pool, number, s.c.began.Add(s.e.At(s.begun)), s.c.t.plan.Options.MinIterationDuration, s.back)
	}
	s.ready.Store(s.born)
}

// back takes a VU back after its iteration, from its loop.
func (s *scene) back(u *shard.User) {
	s.c.letters.post(func() {
		if s.done.Load() || u.Lost() {
			s.c.free(u)
			return
		}
		s.own.put(u)
	})
}

// drop counts an iteration for which there was no VU.
func (s *scene) drop(due executor.Due) {
	s.c.t.ledger.dropped(s.pool.Scenario.Tags, 1)
	if due.Phase == executor.Running && s.born < s.e.Scenario().MaxVUs {
		s.born++
		s.c.bear(func(u *shard.User) { s.back(u) })
		return
	}
	if !s.warned {
		s.warned = true
		s.c.t.plan.config.Log.Warn(fmt.Sprintf("Insufficient VUs, reached %d active VUs and cannot initialize more", s.born),
			"executor", s.pool.Scenario.Executor, "scenario", s.pool.Scenario.Name)
	}
}

// finish ends the scene if nothing of it runs any more and nothing will.
func (s *scene) finish(now time.Duration, due executor.Due) bool {
	if due.Phase == executor.Running {
		if due.VUs == 0 || int64(len(s.slots)) < due.VUs {
			return false
		}
		for _, sl := range s.slots {
			if !sl.finished {
				return false
			}
		}
	}
	if s.pool.Looping() > 0 {
		return false
	}
	for _, sl := range s.slots {
		if sl.stint != nil { // its letter is on the way
			return false
		}
	}
	s.close(now)
	return true
}

func (s *scene) close(now time.Duration) {
	s.pool.Stop()
	started, _, _, _ := s.pool.Counts()
	if n := s.e.Dropped(started); n > 0 && s.c.cut == nil { // k6 counts none when a test is cut short
		s.c.t.ledger.dropped(s.pool.Scenario.Tags, n)
	}
	s.ended.Store(int64(now))
	s.done.Store(true)
	for u := s.own.take(); u != nil; u = s.own.take() {
		s.c.free(u)
	}
}

// over interrupts what still runs, once, and later abandons what did not come
// back.
func (s *scene) over(now time.Duration) time.Duration {
	reason := errGrace
	if s.c.cut != nil {
		reason = s.c.cut
	}
	switch {
	case s.abandonAt == 0:
		s.abandonAt = now + unwindTime
		s.was.Store(true)
		busy := s.pool.Busy()
		if s.c.cut == nil {
			s.tellWho(busy)
		}
		for _, u := range busy {
			u.Interrupt(s.pool, reason)
		}
	case now >= s.abandonAt+unwindTime: // not even that helped
		s.c.t.plan.config.Log.Error(fmt.Sprintf("%d VUs could not be ended and are left behind", s.pool.Looping()), "scenario", s.pool.Scenario.Name)
		s.close(now)
		return executor.Never
	case now >= s.abandonAt:
		for _, u := range s.pool.Busy() {
			s.tell(u, "does not end and is abandoned")
			u.Abandon(s.pool, reason)
		}
		return s.abandonAt + unwindTime
	}
	return s.abandonAt
}

// shownBusy is how many of the VUs that are interrupted are named.
const shownBusy = 5

// tellWho names those that still held the loop when the time to finish was over.
func (s *scene) tellWho(busy []*shard.User) {
	for i, u := range busy {
		if i == shownBusy {
			s.c.t.plan.config.Log.Warn(fmt.Sprintf("%d more VUs are interrupted too", len(busy)-i), "scenario", s.pool.Scenario.Name)
			break
		}
		s.tell(u, "is interrupted: the time to finish is over")
	}
}

func (s *scene) tell(u *shard.User, what string) {
	log := s.c.t.plan.config.Log
	name := s.pool.Scenario.Name
	u.Describe(s.pool, func(who, how string) { log.Warn(who+" "+what+"; it is "+how, "scenario", name) })
}

// progress is how far the scene is. Safe for concurrent use.
func (s *scene) progress(now time.Duration) executor.Progress {
	return s.e.Progress(now, s.counts())
}

func (s *scene) counts() executor.Counts {
	started, completed, interrupted, _ := s.pool.Counts()
	return executor.Counts{
		Started: started, Completed: completed, Interrupted: interrupted,
		VUs: s.pool.Looping(), Ready: s.ready.Load(),
		Done: s.done.Load(), At: time.Duration(s.ended.Load()),
	}
}

// status is the scene's line for whoever shows the run. Safe for concurrent use.
func (s *scene) status(now time.Duration) ScenarioStatus {
	p := s.progress(now)
	line := ScenarioStatus{
		Name: s.pool.Scenario.Name, Fraction: p.Fraction, VUs: s.pool.Looping(),
		Columns: [3]string{p.VUs, p.Time, p.Iterations},
	}
	switch phase := executor.Phase(s.phase.Load()); {
	case s.done.Load() && s.ended.Load() < int64(s.e.Span().Start):
		line.State = Waiting // for ever
	case s.done.Load() && s.was.Load():
		line.State = Cut
	case s.done.Load():
		line.State = Done
	case phase == executor.Waiting:
		line.State = Waiting
	case phase == executor.Running:
		line.State = Running
	default:
		line.State = Stopping
	}
	return line
}
