package socket

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"volley/internal/dial"
)

// Pool runs what blocks on the way to a connection, on at most a given number
// of goroutines. They end when there is nothing to do, so a Pool needs no Close.
// Safe for concurrent use.
type Pool struct {
	mu    sync.Mutex
	free  int
	queue []*job // first in, first out
}

// NewPool returns a Pool of at most limit goroutines. A nil *Pool has no bound.
func NewPool(limit int) *Pool {
	return &Pool{free: max(1, limit)}
}

// add runs j as soon as a goroutine is free.
func (p *Pool) add(j *job) {
	if p == nil {
		go j.run()
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.free == 0 {
		p.queue = append(p.queue, j)
		return
	}
	p.free--
	go p.work(j)
}

func (p *Pool) work(j *job) {
	for ; j != nil; j = p.next() {
		j.run()
	}
}

func (p *Pool) next() *job {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.queue) == 0 {
		p.free++
		p.queue = nil
		return nil
	}
	j := p.queue[0]
	p.queue[0] = nil
	p.queue = p.queue[1:]
	return j
}

// The states of a job. Whoever moves it out of jobRunning owns what it found.
const (
	jobQueued uint32 = iota
	jobRunning
	jobDone      // the letter is on its way, the result belongs to the loop
	jobDiscarded // nobody wants the result
)

// job is one stay off the loop: a lookup, or the whole dial. Between
// queued and done it belongs to the pool's goroutine; the loop only moves state.
type job struct {
	state  atomic.Uint32
	ctx    context.Context
	cancel context.CancelFunc
	dialer *dial.Dialer
	target dial.Target
	whole  bool // the dial; else only the lookup
	queued time.Time
	post   func(func())
	letter func()

	// the result
	addrs  []netip.AddrPort // of a lookup
	conn   net.Conn         // of a dial
	phases dial.Phases
	err    error
}

func (j *job) run() {
	defer j.cancel()
	if !j.state.CompareAndSwap(jobQueued, jobRunning) {
		return
	}
	j.phases.Blocked = time.Since(j.queued)
	if j.whole {
		blocked := j.phases.Blocked
		j.conn, j.phases, j.err = j.dialer.Dial(j.ctx, j.target)
		j.phases.Blocked = blocked
	} else {
		begin := time.Now()
		j.addrs, j.err = j.dialer.Resolve(j.ctx, j.target.Host, j.target.Port)
		j.phases.Lookup = time.Since(begin)
	}
	if !j.state.CompareAndSwap(jobRunning, jobDone) {
		j.drop()
		return
	}
	j.post(j.letter)
}

// discard says that the result is not wanted any more. It is called by the loop
// and does not wait: a dial that ends later closes its connection itself.
func (j *job) discard() {
	defer j.cancel()
	if j.state.Swap(jobDiscarded) == jobDone {
		j.drop()
	}
}

// waiting tells whether the job has not begun.
func (j *job) waiting() bool { return j.state.Load() == jobQueued }

// take is called by the letter: false means that the job was discarded after it
// was posted.
func (j *job) take() bool { return j.state.Load() == jobDone }

func (j *job) drop() {
	if j.conn != nil {
		_ = j.conn.Close()
		j.conn = nil
	}
}
