package shard

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/metric"
	"volley/internal/vu"
)

// Config is what a shard is made of.
type Config struct {
	Index    int
	Loop     loop.Config
	Registry *metric.Registry
}

// Shard is one core of a run.
//
// Owned by one loop.
type Shard struct {
	index  int
	loop   *loop.Loop
	runner *vu.Runner
	rec    *metric.Recorder
	reg    *metric.Registry
	vus    []*vu.VU
	lag    lag
	dog    atomic.Pointer[watchdog]

	stopped bool
	done    chan struct{}
}

// New makes a shard; Start sets it going.
func New(c Config) (*Shard, error) {
	l, err := loop.New(c.Loop)
	if err != nil {
		return nil, fmt.Errorf("open loop %d: %w", c.Index, err)
	}
	s := &Shard{
		index: c.Index, loop: l, runner: vu.NewRunner(l), reg: c.Registry,
		rec: c.Registry.NewRecorder(), done: make(chan struct{}),
	}
	s.lag.init(s)
	return s, nil
}

// Start carries the loop on a goroutine of its own.
func (s *Shard) Start() {
	go s.carry()
}

// carry turns the loop until it is stopped, or until it is taken away: Tick
// then does not return.
func (s *Shard) carry() {
	for !s.stopped {
		s.Tick()
	}
	close(s.done)
}

// Tick is one turn of a shard: everything a core does, in order.
func (s *Shard) Tick() {
	s.loop.Poll(s.nextDue())
	s.loop.Read()
	if s.runner.Pending() {
		s.dog.Load().wake()
		s.lag.busy = true
		s.runner.Run()
	}
	s.loop.Flush()
}

// awake is a time long past: Poll looks and does not sleep.
var awake = time.Unix(0, 1)

func (s *Shard) nextDue() time.Time {
	if s.runner.Pending() {
		return awake
	}
	return time.Time{}
}

// Post runs f on the shard's loop. Safe for concurrent use.
func (s *Shard) Post(f func()) { s.loop.Post(f) }

// Adopt takes over a VU that was born elsewhere and is idle. Safe for concurrent
// use; the VU must not be touched by its giver any more.
func (s *Shard) Adopt(v *vu.VU) *User {
	u := &User{shard: s, v: v}
	u.pause.Init(u.rest)
	s.loop.Post(func() {
		v.Adopt(s.runner, s.rec)
		s.vus = append(s.vus, v)
	})
	return u
}

// Do gives an adopted VU a job of its own, outside all scenarios: setup(),
// teardown(), handleSummary(). Safe for concurrent use; done is called on the
// loop.
func (u *User) Do(prepare func(*vu.VU), fn func(*vu.VU) (sobek.Value, error), done func(vu.Outcome)) {
	u.shard.Post(func() {
		prepare(u.v)
		if err := u.v.Start(vu.Job{Fn: fn, Done: func(_ *vu.VU, o vu.Outcome) { done(o) }}); err != nil {
			done(vu.Outcome{Err: err})
		}
	})
}

// Halt interrupts the job that Do began, and Quit gives it up.
func (u *User) Halt(reason error) { u.shard.Post(func() { u.v.Interrupt(reason) }) }
func (u *User) Quit(reason error) { u.shard.Post(func() { u.v.Abandon(reason) }) }

// Conns gives tell the number of connections on the shard's loop, from the loop.
func (s *Shard) Conns(tell func(int)) { s.loop.Post(func() { tell(s.loop.Conns()) }) }

// Lag is how late, at worst, the loop came to its own timer since Lag was last
// called. Safe for concurrent use.
func (s *Shard) Lag() time.Duration { return time.Duration(s.lag.worst.Swap(0)) }

// Collect hands what was counted since the last time to give, from the loop.
// Safe for concurrent use; give must not block.
func (s *Shard) Collect(give func(*metric.Batch)) {
	s.loop.Post(func() {
		now := s.loop.Now()
		for _, v := range s.vus {
			v.Report(now)
		}
		give(s.rec.Swap())
	})
}

// Recycle gives a batch back once it is merged. Safe for concurrent use.
func (s *Shard) Recycle(b *metric.Batch) {
	s.loop.Post(func() { s.rec.Recycle(b) })
}

// Stop ends the shard: its connections are closed and its goroutine ends. VUs
// still in JavaScript are left behind. Safe for concurrent use.
func (s *Shard) Stop() {
	s.loop.Post(func() { s.stopped = true })
}

// Close waits for a stopped shard and frees what it holds.
func (s *Shard) Close() error {
	<-s.done
	s.lag.stop()
	s.runner.Close()
	return s.loop.Close()
}
